using System.Globalization;
using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators;

/// <summary>[Support(Lower = …, Upper = …)]: numbers, data members, or one-expression methods of the latents.</summary>
internal static class SupportReader
{
    public static (Expr? Lower, Expr? Upper) Read(ReadContext context, Declaration declaration, EquatableArray<IndexSpec> indices)
    {
        if (declaration.Method.Attribute("Support") is not { } attribute)
        {
            return (null, null);
        }

        if (Vectors.IsDeclared(declaration))
        {
            context.Report(Descriptors.Vector, attribute.Where(declaration.Method), declaration.Name, "[Support] bounds a number, and this is a vector, whose distribution says where it lives");
            return (null, null);
        }

        Expr? lower = End(context, declaration, indices, attribute, "Lower");
        Expr? upper = End(context, declaration, indices, attribute, "Upper");
        if (lower is Constant { Value: var a } && upper is Constant { Value: var b } && !(a < b))
        {
            context.Report(Descriptors.InvalidSupport, attribute.Where(declaration.Method), declaration.Name, $"it is empty, from {a.ToString("R", CultureInfo.InvariantCulture)} to {b.ToString("R", CultureInfo.InvariantCulture)}");
        }

        return (lower, upper);
    }

    private static Expr? End(ReadContext context, Declaration declaration, EquatableArray<IndexSpec> indices, AttributeData attribute, string side)
    {
        object? value = attribute.Named(side);
        Location where = attribute.Where(declaration.Method);
        switch (value)
        {
            case null:
                return null;
            case string name when context.Data.Find(name) is { } member:
                if (member.Type.SpecialType is SpecialType.System_Double or SpecialType.System_Int32 or SpecialType.System_Single)
                {
                    return new Verbatim(member.Type.SpecialType == SpecialType.System_Double ? name : "(double)" + name, [], Kind.Real);
                }

                context.Report(Descriptors.InvalidSupport, where, declaration.Name, $"'{name}' is '{member.Type.ToDisplayString()}', not a number");
                return null;
            case string name:
                IMethodSymbol? method = context.Type.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(m => m.ReturnType.SpecialType == SpecialType.System_Double && m.DeclaringSyntaxReferences.Length > 0);
                if (method is null)
                {
                    context.Report(Descriptors.InvalidSupport, where, declaration.Name, $"the model has no member or method '{name}' of type 'double'{Closest.Hint(name, context.Data.Names)}");
                    return null;
                }

                return FromMethod(context, declaration, indices, method, where);
            case IConvertible number and not (bool or char):
                return new Constant(number.ToDouble(CultureInfo.InvariantCulture));
            default:
                context.Report(Descriptors.InvalidSupport, where, declaration.Name, $"{side} is neither a number nor a name");
                return null;
        }
    }

    private static Expr? FromMethod(ReadContext context, Declaration declaration, EquatableArray<IndexSpec> indices, IMethodSymbol method, Location where)
    {
        BodyReader body = new(context, method, indices.Select(i => i.Name));
        List<IParameterSymbol> own = [.. IndexReader.Of(context, declaration.Method)];
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            int index = own.FindIndex(p => p.Name == parameter.Name);
            if (parameter.Type.SpecialType == SpecialType.System_Int32 && index >= 0)
            {
                body.EnterPlate(parameter, indices[index].Name, indices[index].Size);
            }
            else if (context.Quantity(parameter.Name) is { } quantity && KnownSymbols.RealRank(parameter.Type) == quantity.Rank)
            {
                body.Bind(parameter, quantity.Rank == 0
                    ? new ScalarBinding(new Variable(quantity.Name))
                    : new ArrayBinding(quantity.Name, quantity.Indices.Select(i => (Expr)i.Size).ToEquatableArray(), null));
            }
            else
            {
                context.Report(Descriptors.InvalidSupport, where, declaration.Name, $"parameter '{parameter.Name}' of '{method.Name}' names neither an index of '{declaration.Name}' nor a quantity of that type");
                return null;
            }
        }

        if (VariableReader.Body(context, method) is not { } operation || body.Single(operation) is not { } value)
        {
            context.Report(Descriptors.InvalidSupport, where, declaration.Name, $"'{method.Name}' is more than one expression");
            return null;
        }

        return value;
    }
}
