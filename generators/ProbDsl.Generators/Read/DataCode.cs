using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generators;

/// <summary>
/// Data code: what depends on no latent. It is copied as text, with the indices of enclosing loops left free under their own names and data
/// locals put in place, so that the text means the same in another file of the same partial class.
/// </summary>
/// <param name="context">The model.</param>
/// <param name="home">The type whose code is being read: the model itself, or the type of a helper method.</param>
/// <param name="lookup">What a local or parameter stands for; null when it stands for nothing yet.</param>
internal sealed class DataCode(ReadContext context, INamedTypeSymbol home, Func<ISymbol, Binding?> lookup)
{
    public bool IsData(IOperation operation) => FirstLatent(operation) is null;

    /// <summary>The first reference to something that is not data.</summary>
    public IOperation? FirstLatent(IOperation operation) => FirstLatent(operation, operation);

    public Verbatim Extract(IOperation operation, Kind kind)
    {
        DataBinding code = Bind(operation);
        string type = kind switch { Kind.Real => "double", Kind.Integer => "int", _ => "bool" };
        SpecialType wanted = kind switch
        {
            Kind.Real => SpecialType.System_Double,
            Kind.Integer => SpecialType.System_Int32,
            _ => SpecialType.System_Boolean,
        };
        ExpressionSyntax expression = Bare(code.Code);
        string text = SourceText.Text(expression);
        if (code.Type.SpecialType != wanted)
        {
            text = IsPrimary(expression) ? $"({type}){text}" : $"({type})({text})";
        }

        return kind == Kind.Integer ? context.Data.Size(text, code.Free) : new(text, code.Free, kind);
    }

    /// <summary>The code of a data expression with its natural type.</summary>
    public DataBinding Bind(IOperation operation)
    {
        ExpressionSyntax? syntax = operation.Syntax as ExpressionSyntax;
        if (syntax is null)
        {
            context.Report(Descriptors.DataCode, operation.Syntax, SourceText.Quote(operation.Syntax), "a form");
            syntax = SyntaxFactory.IdentifierName("unknown");
        }

        CheckWrites(operation);
        SemanticModel semantics = context.Semantics(syntax);
        Rewriter rewriter = new(context, home, semantics, lookup);
        ExpressionSyntax code = (ExpressionSyntax)rewriter.Visit(syntax);
        ITypeSymbol? natural = syntax is InitializerExpressionSyntax ? null : semantics.GetTypeInfo(syntax, context.Cancellation).Type;
        if (natural is null && operation.Type is { } target)
        {
            // Typed by its target: new(), [..], a switch expression, { 1, 2 }.
            natural = target;
            TypeSyntax name = SyntaxFactory.ParseTypeName(target.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));
            code = code is InitializerExpressionSyntax initializer && name is ArrayTypeSyntax array
                ? SyntaxFactory.ArrayCreationExpression(array, initializer)
                : SyntaxFactory.CastExpression(name, SyntaxFactory.ParenthesizedExpression(code));
        }

        return new(code, rewriter.Free.ToEquatableArray(), natural ?? operation.Type ?? context.Compilation.ObjectType, null);
    }

    /// <summary>The code as an operand of a larger expression.</summary>
    public static ExpressionSyntax Operand(ExpressionSyntax code) => IsPrimary(code) ? code : SyntaxFactory.ParenthesizedExpression(code);

    private static ExpressionSyntax Bare(ExpressionSyntax code) => code is ParenthesizedExpressionSyntax p ? Bare(p.Expression) : code;

    private static bool IsPrimary(ExpressionSyntax code) => code
        is IdentifierNameSyntax
        or LiteralExpressionSyntax
        or ParenthesizedExpressionSyntax
        or ElementAccessExpressionSyntax
        or InvocationExpressionSyntax
        or MemberAccessExpressionSyntax;

    private IOperation? FirstLatent(IOperation operation, IOperation root)
    {
        switch (operation)
        {
            case ILocalReferenceOperation local:
                return IsDataSymbol(local.Local, root) ? null : operation;
            case IParameterReferenceOperation parameter:
                return DataMembers.IsPrimaryConstructor(parameter.Parameter.ContainingSymbol) || IsDataSymbol(parameter.Parameter, root) ? null : operation;
            case IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction }:
            case IInvocationOperation when Networks.IsApplication(operation):
                return operation;
            case IInvalidOperation:
                context.Broken = true;
                return null;
            default:
                if (Length(operation, lookup) is not null || States.Element(operation, lookup) is not null)
                {
                    return null;
                }

                foreach (IOperation child in operation.ChildOperations)
                {
                    if (FirstLatent(child, root) is { } latent)
                    {
                        return latent;
                    }
                }

                return null;
        }
    }

    private bool IsDataSymbol(ISymbol symbol, IOperation root)
        => lookup(symbol) is { } binding
            ? binding is DataBinding
            : symbol.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == root.Syntax.SyntaxTree && root.Syntax.Span.Contains(r.Span));

    /// <summary><c>theta.Length</c>, <c>beta.GetLength(0)</c> of an array that is not data: its size is.</summary>
    public static Expr? Length(IOperation operation, Func<ISymbol, Binding?> lookup)
    {
        (IOperation? instance, int dimension) = operation switch
        {
            IPropertyReferenceOperation { Property.Name: "Length" } p => (p.Instance, 0),
            IInvocationOperation { TargetMethod.Name: "GetLength" } i when i.Arguments.Length == 1 && i.Arguments[0].Value.ConstantValue.Value is int k => (i.Instance, k),
            _ => (null, 0),
        };
        bool isRow = instance is IArrayElementReferenceOperation;
        ISymbol? symbol = (instance is IArrayElementReferenceOperation element ? element.ArrayReference : instance) switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };
        if (symbol is null || lookup(symbol) is not ArrayBinding array || dimension < 0 || dimension >= array.Sizes.Count || (isRow && !array.AreRows))
        {
            return null;
        }

        if (array.AreRows)
        {
            return array.Sizes[isRow ? 1 : 0];
        }

        return operation is IPropertyReferenceOperation && array.Sizes.Count == 2 ? array.Sizes[0] * array.Sizes[1] : array.Sizes[dimension];
    }

    private void CheckWrites(IOperation operation)
    {
        foreach (IOperation inner in operation.DescendantsAndSelf())
        {
            IOperation? target = inner switch
            {
                IAssignmentOperation { Parent: not IObjectOrCollectionInitializerOperation } assignment => assignment.Target,
                IIncrementOrDecrementOperation increment => increment.Target,
                _ => null,
            };
            if (target is not null && target is not IDiscardOperation
                && !(target is ILocalReferenceOperation local && IsDeclaredIn(local.Local, operation)))
            {
                context.Report(Descriptors.MutableState, target.Syntax, SourceText.Quote(target.Syntax));
            }
        }
    }

    private static bool IsDeclaredIn(ISymbol symbol, IOperation root)
        => symbol.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == root.Syntax.SyntaxTree && root.Syntax.Span.Contains(r.Span));

    private sealed class Rewriter(ReadContext context, INamedTypeSymbol home, SemanticModel semantics, Func<ISymbol, Binding?> lookup) : CSharpSyntaxRewriter
    {
        public SortedSet<string> Free { get; } = new(StringComparer.Ordinal);

        private bool IsForeign => !SymbolEqualityComparer.Default.Equals(home.OriginalDefinition, context.Type.OriginalDefinition);

        public override SyntaxTrivia VisitTrivia(SyntaxTrivia trivia) => default;

        public override SyntaxNode? VisitMemberAccessExpression(MemberAccessExpressionSyntax node)
            => Size(node) ?? base.VisitMemberAccessExpression(node);

        public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
        {
            // nameof(j): the name may be gone in the copy, its text is not.
            if (node.Expression is IdentifierNameSyntax { Identifier.Text: "nameof" }
                && semantics.GetConstantValue(node, context.Cancellation).Value is string name)
            {
                return SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(name));
            }

            return Size(node) ?? base.VisitInvocationExpression(node);
        }

        public override SyntaxNode? VisitElementAccessExpression(ElementAccessExpressionSyntax node)
        {
            if (semantics.GetOperation(node, context.Cancellation) is not { } operation || States.Element(operation, lookup) is not { } state)
            {
                return base.VisitElementAccessExpression(node);
            }

            Free.UnionWith(state.Free);
            return node.Parent is ArgumentSyntax ? state.Code : Operand(state.Code);
        }

        public override SyntaxNode? VisitGenericName(GenericNameSyntax node)
        {
            Check(node, semantics.GetSymbolInfo(node, context.Cancellation).Symbol);
            return base.VisitGenericName(node);
        }

        public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node)
        {
            if (node.Parent is NameColonSyntax or NameEqualsSyntax)
            {
                return base.VisitIdentifierName(node);
            }

            ISymbol? symbol = semantics.GetSymbolInfo(node, context.Cancellation).Symbol;
            if (symbol is ILocalSymbol or IParameterSymbol && lookup(symbol) is DataBinding data)
            {
                Free.UnionWith(data.Free);
                return node.Parent is ArgumentSyntax ? Bare(data.Code) : Operand(data.Code);
            }

            if (!IsQualified(node))
            {
                Check(node, symbol);
            }

            return IsForeign && symbol is not null && !IsQualified(node) ? Qualify(node, symbol) : base.VisitIdentifierName(node);
        }

        private ExpressionSyntax? Size(ExpressionSyntax node)
        {
            if (semantics.GetOperation(node, context.Cancellation) is not { } operation || Length(operation, lookup) is not { } size)
            {
                return null;
            }

            (string text, IEnumerable<string> free) = Integers.Text(size);
            Free.UnionWith(free);
            return Operand(SyntaxFactory.ParseExpression(text));
        }

        private void Check(SyntaxNode node, ISymbol? symbol)
        {
            INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
            if (type is { IsFileLocal: true })
            {
                context.Report(Descriptors.DataCode, node, SourceText.Quote(node), $"the file-local type '{type.Name}'");
            }
            else if (symbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction })
            {
                context.Report(Descriptors.DataCode, node, SourceText.Quote(node), $"the local function '{symbol.Name}'");
            }
        }

        private static bool IsQualified(IdentifierNameSyntax node) => node.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Name == node,
            QualifiedNameSyntax name => name.Right == node,
            MemberBindingExpressionSyntax or AliasQualifiedNameSyntax => true,
            AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Left == node,
            _ => false,
        };

        // The code of a helper in another type: what it reaches by a simple name needs its full name here.
        private SyntaxNode? Qualify(IdentifierNameSyntax node, ISymbol symbol)
        {
            if (symbol is INamedTypeSymbol type)
            {
                return SyntaxFactory.ParseName(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));
            }

            if (symbol is not (IFieldSymbol or IPropertySymbol or IMethodSymbol) || symbol.ContainingType is null)
            {
                return base.VisitIdentifierName(node);
            }

            bool inherited = !symbol.IsStatic && context.Compilation.HasImplicitConversion(context.Type, symbol.ContainingType);
            if (!context.Compilation.IsSymbolAccessibleWithin(symbol, context.Type) || (!symbol.IsStatic && !inherited))
            {
                context.Report(Descriptors.DataCode, node, symbol.Name, $"a member of '{home.Name}'");
                return base.VisitIdentifierName(node);
            }

            return inherited
                ? base.VisitIdentifierName(node)
                : SyntaxFactory.ParseExpression(symbol.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + "." + symbol.Name);
        }
    }
}
