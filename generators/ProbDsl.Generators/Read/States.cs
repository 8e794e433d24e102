using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generators;

/// <summary>
/// Discrete latents in bodies. Their states are enumerated, so a state is to a body what the index of a loop is: an <c>int</c> that data code may mention, or
/// for Bernoulli the question whether it is 1.
/// </summary>
internal static class States
{
    /// <summary>Whether a method declares a latent that is summed over.</summary>
    public static bool IsDeclared(Declaration declaration)
        => declaration.Role == Role.Prior && Laws.IsDistribution(declaration.Method.ReturnType) && IsStateLaw(declaration.Method.ReturnType);

    /// <summary>Whether a distribution has states that can be enumerated.</summary>
    public static bool IsStateLaw(ITypeSymbol type) => type.Name is "Bernoulli" or "Categorical";

    /// <summary>The method that is q of a discrete latent; null where none is declared.</summary>
    public static IMethodSymbol? GuideOf(ReadContext context, Quantity state)
        => context.Type.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(m => m.Attribute("Variational")?.First() is string name && (name == state.Method.Name || name == state.Name));

    /// <summary>The C# type by which other methods take it.</summary>
    public static string TypeOf(Quantity quantity) => (quantity.Method.ReturnType.Name == "Bernoulli" ? "bool" : "int") + (quantity.Rank == 0 ? "" : "[]");

    public static StateSpec NamesOf(ReadContext context, string latent)
    {
        Names names = new(context.Reserved);
        var state = new StateSpec(names.Fresh(latent + "State"), names.Fresh(latent + "Before"));
        context.Reserved.Add(state.Own);
        context.Reserved.Add(state.Before);
        return state;
    }

    /// <summary>The quantity that a parameter of type <c>int</c>, <c>bool</c> or an array of these names; null for an index.</summary>
    public static Quantity? Named(ReadContext context, IParameterSymbol parameter)
        => IsStateType(parameter.Type) && context.Quantity(parameter.Name) is { State: not null } quantity ? quantity : null;

    /// <summary>The plate of the first array of states that a method takes: that of the method's first index.</summary>
    public static IndexSpec? PlateOf(ReadContext context, IMethodSymbol method)
        => method.Parameters.Select(p => Named(context, p)).FirstOrDefault(q => q is { Rank: 1 })?.Indices[0];

    /// <summary>What a parameter stands for in the body.</summary>
    public static Binding Bind(Quantity quantity, IParameterSymbol parameter)
    {
        bool isBoolean = quantity.Method.ReturnType.Name == "Bernoulli";
        return quantity.Rank == 0
            ? Value(quantity.State!.Own, isBoolean, parameter.Type)
            : new StatesBinding(quantity.State!, quantity.Indices[0].Name, isBoolean, ((IArrayTypeSymbol)parameter.Type).ElementType);
    }

    /// <summary><c>z[n]</c> or <c>z[n - 1]</c> of an array of states; null for anything else.</summary>
    public static DataBinding? Element(IOperation operation, Func<ISymbol, Binding?> lookup)
    {
        if (operation is not IArrayElementReferenceOperation { ArrayReference: IParameterReferenceOperation array, Indices: [var index] }
            || lookup(array.Parameter) is not StatesBinding states)
        {
            return null;
        }

        string? name = IsOwn(index) ? states.State.Own
            : index is IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract, RightOperand.ConstantValue.Value: 1, LeftOperand: var left } && IsOwn(left) ? states.State.Before
            : null;
        return name is null ? null : Value(name, states.IsBoolean, states.Type);

        bool IsOwn(IOperation value) => value is IParameterReferenceOperation own && lookup(own.Parameter) is DataBinding { Structural: Variable v } && v.Name == states.Index;
    }

    /// <summary>Reports each use of an array of states that is not an element at the method's own index, or at the one before under a condition.</summary>
    public static void CheckUses(ReadContext context, IMethodSymbol method, IParameterSymbol array, BodyReader body)
    {
        if (VariableReader.Body(context, method) is not { } operation)
        {
            return;
        }

        foreach (IParameterReferenceOperation use in operation.Descendants().OfType<IParameterReferenceOperation>().Where(u => SymbolEqualityComparer.Default.Equals(u.Parameter, array)))
        {
            IOperation place = use.Parent is IArrayElementReferenceOperation element ? element : use;
            if (body.State(place) is not { } state)
            {
                context.Report(Descriptors.State, place.Syntax, array.Name, $"'{SourceText.Quote(place.Syntax)}' is neither the element at the method's own index nor the one before it");
            }
            else if (state.Free[0] == context.Quantity(array.Name)!.State!.Before && !IsGuarded(place, context.Quantity(array.Name)!.Indices[0].Name))
            {
                context.Report(Descriptors.State, place.Syntax, array.Name, $"'{SourceText.Quote(place.Syntax)}' is read in the first row too, which has none before it; write '{context.Quantity(array.Name)!.Indices[0].Name} == 0 ? … : …'");
            }
        }
    }

    // In a branch of something that asks for the row.
    private static bool IsGuarded(IOperation operation, string index)
    {
        for (IOperation inner = operation; inner.Parent is { } outer; inner = outer)
        {
            IOperation? question = outer switch
            {
                IConditionalOperation conditional => conditional.Condition,
                ISwitchOperation choice => choice.Value,
                ISwitchExpressionOperation choice => choice.Value,
                _ => null,
            };
            if (question is not null && question != inner && question.DescendantsAndSelf().OfType<IParameterReferenceOperation>().Any(p => p.Parameter.Name == index))
            {
                return true;
            }
        }

        return false;
    }

    private static DataBinding Value(string name, bool isBoolean, ITypeSymbol type)
        => new(SyntaxFactory.ParseExpression(isBoolean ? name + " == 1" : name), [name], type, isBoolean ? null : new Variable(name));

    private static bool IsStateType(ITypeSymbol type)
        => (type is IArrayTypeSymbol { Rank: 1 } array ? array.ElementType : type).SpecialType is SpecialType.System_Int32 or SpecialType.System_Boolean;
}
