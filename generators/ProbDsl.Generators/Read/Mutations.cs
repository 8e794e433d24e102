using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generators;

/// <summary>The locals and parameters that code assigns after their declaration.</summary>
internal static class Mutations
{
    public static IEnumerable<ISymbol> In(IOperation operation)
    {
        foreach (IOperation inner in operation.DescendantsAndSelf())
        {
            IOperation? target = inner switch
            {
                IAssignmentOperation assignment => assignment.Target,
                IIncrementOrDecrementOperation increment => increment.Target,
                IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => argument.Value,
                _ => null,
            };
            foreach (ISymbol symbol in Targets(target))
            {
                yield return symbol;
            }
        }
    }

    private static IEnumerable<ISymbol> Targets(IOperation? target) => target switch
    {
        ILocalReferenceOperation local => local.IsDeclaration ? [] : [local.Local],
        IParameterReferenceOperation parameter => [parameter.Parameter],
        ITupleOperation tuple => tuple.Elements.SelectMany(Targets),
        _ => [],
    };
}
