using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generators;

/// <summary>Code that may throw when it runs without its guard: an element at a computed index, a call of the user's.</summary>
internal static class Risk
{
    public static bool In(IOperation operation) => operation.DescendantsAndSelf().Any(o => o switch
    {
        IArrayElementReferenceOperation element => !element.Indices.All(IsPlain),
        IPropertyReferenceOperation { Property.IsIndexer: true } indexer => !indexer.Arguments.All(a => IsPlain(a.Value)),
        IInvocationOperation call => !KnownSymbols.IsSystem(call.TargetMethod.ContainingType, "Math") && !KnownSymbols.IsOurs(call.TargetMethod.ContainingType, "ProbMath"),
        _ => false,
    });

    private static bool IsPlain(IOperation index) => index is ILocalReferenceOperation or IParameterReferenceOperation;
}
