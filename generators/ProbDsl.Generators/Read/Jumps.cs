using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generators;

/// <summary>Finds the jumps of a statement, leaving out those of lambdas and local functions inside it.</summary>
internal static class Jumps
{
    public static bool Returns(IOperation operation) => operation switch
    {
        IReturnOperation => true,
        IAnonymousFunctionOperation or ILocalFunctionOperation => false,
        _ => operation.ChildOperations.Any(Returns),
    };
}
