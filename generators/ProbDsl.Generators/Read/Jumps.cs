using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generators;

/// <summary>Finds the returns of a statement, leaving out those of lambdas and local functions inside it.</summary>
internal static class Jumps
{
    public static bool Returns(IOperation operation) => Of(operation).Any();

    public static IEnumerable<IReturnOperation> Of(IOperation operation) => operation switch
    {
        IReturnOperation found => [found],
        IAnonymousFunctionOperation or ILocalFunctionOperation => [],
        _ => operation.ChildOperations.SelectMany(Of),
    };
}
