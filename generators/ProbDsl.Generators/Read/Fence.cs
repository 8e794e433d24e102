using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generators;

/// <summary>What latent code may not contain, and what to write instead.</summary>
internal static class Fence
{
    public static void Refuse(ReadContext context, IOperation operation)
    {
        SyntaxNode where = operation.Syntax;
        switch (operation)
        {
            case IInvalidOperation:
                context.Broken = true;
                return;
            case IAnonymousFunctionOperation or IDelegateCreationOperation or ITranslatedQueryOperation:
                context.Report(Descriptors.Linq, where, SourceText.Quote(where));
                return;
            case IBranchOperation { BranchKind: BranchKind.Break or BranchKind.Continue } jump:
                context.Report(Descriptors.Jump, where, jump.BranchKind == BranchKind.Break ? "break" : "continue");
                return;
        }

        if (Keyword(operation) is var (found, advice))
        {
            context.Report(Descriptors.Statement, where.GetFirstToken().GetLocation(), found, advice);
        }
        else
        {
            context.Report(Descriptors.Expression, where, SourceText.Quote(where), Advice(operation));
        }
    }

    public static void RefuseType(ReadContext context, IOperation value, ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Delegate)
        {
            context.Report(Descriptors.Linq, value.Syntax, SourceText.Quote(value.Syntax));
            return;
        }

        context.Report(Descriptors.Expression, value.Syntax, SourceText.Quote(value.Syntax), $"a local of type '{type.ToDisplayString()}' cannot hold a latent; use 'double' or an array of it");
    }

    private static (string Found, string Advice)? Keyword(IOperation operation) => operation switch
    {
        IWhileLoopOperation { ConditionIsTop: true } => ("'while'", "use a 'for' with a bound known before the loop"),
        IWhileLoopOperation => ("'do'", "use a 'for' with a bound known before the loop"),
        IBranchOperation or ILabeledOperation => ("'goto'", "use 'for' and 'if'"),
        ITryOperation => ("'try'", "check the data before the fit, in the constructor or a property"),
        IThrowOperation => ("'throw'", "check the data before the fit, in the constructor or a property"),
        ILockOperation => ("'lock'", "a density has no shared state to guard"),
        IUsingOperation or IUsingDeclarationOperation => ("'using'", "open resources in the constructor and keep the values"),
        IAwaitOperation => ("'await'", "load the data before the model is made"),
        ILocalFunctionOperation => ("This local function", "give it a body in C#"),
        IReturnOperation { Kind: OperationKind.YieldReturn or OperationKind.YieldBreak } => ("'yield'", "return one value"),
        IReturnOperation => ("'return' without a value", "return the value"),
        _ => null,
    };

    private static string Advice(IOperation operation) => operation switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Remainder } => "a remainder jumps; apply '%' to data only",
        IIsPatternOperation => "write the comparison with <, <=, > or >=",
        IObjectCreationOperation or IAnonymousObjectCreationOperation or ITupleOperation => "keep latents in 'double' locals and arrays",
        IArrayElementReferenceOperation => "index a latent array or a local 'double[]' by name",
        IPropertyReferenceOperation => "use the latents themselves",
        IArrayCreationOperation => "write 'new double[n]' into a local first",
        IIncrementOrDecrementOperation or IAssignmentOperation => "make it a statement of its own",
        IConversionOperation => "keep it 'double'",
        _ => "write it with arithmetic, Math, ProbMath, 'for', 'if' on data and '?:'",
    };
}
