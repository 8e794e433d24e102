using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProbDsl.Generators;

/// <summary>The parameters of one method: indices, parents by name, [Parameter]s.</summary>
internal static class ParameterReader
{
    public static EquatableArray<ParentSpec> Read(ReadContext context, Declaration declaration, EquatableArray<IndexSpec> indices, BodyReader body)
    {
        List<ParentSpec> parents = [];
        int index = 0;
        foreach (IParameterSymbol parameter in declaration.Method.Parameters)
        {
            ParentSpec? parent = null;
            Quantity? state = States.Named(context, parameter);
            bool isIndex = parameter.Type.SpecialType == SpecialType.System_Int32 && state is null;
            if (parameter.RefKind != RefKind.None)
            {
                context.Report(Descriptors.RefArgument, parameter.Where(), parameter.Name);
            }
            else if (isIndex)
            {
                IndexSpec spec = indices[index++];
                parent = new(spec.Name, ParentKind.Index, 0, [], 0);
                body.EnterPlate(parameter, spec.Name, spec.Size);
            }
            else if (state is not null)
            {
                parent = State(context, declaration, parameter, state, body);
            }
            else if ((Vectors.IsRows(parameter.Type) && context.Quantity(parameter.Name) is { IsVector: true } ? 2 : KnownSymbols.RealRank(parameter.Type)) is >= 0 and int rank)
            {
                parent = parameter.Attribute("Parameter") is { } attribute
                    ? Learned(context, parameter, rank, attribute, indices, body)
                    : Latent(context, parameter, rank, body, declaration);
            }
            else
            {
                context.Report(Descriptors.ParameterType, parameter.Where(), parameter.Name, parameter.Type.ToDisplayString());
            }

            if (!isIndex && parameter.Attribute("Plate") is { } plate)
            {
                context.Report(Descriptors.PlateOnNonIndex, plate.Where(parameter), parameter.Name, parameter.Type.ToDisplayString());
            }

            if (parent is null)
            {
                body.Bind(parameter, new PoisonBinding());
                continue;
            }

            parents.Add(parent);
            if (!isIndex && !IsUsed(context, declaration.Method, parameter))
            {
                context.Report(Descriptors.NoEffect, parameter.Where(), parameter.Name, declaration.Method.Name);
            }
        }

        return parents.ToEquatableArray();
    }

    private static ParentSpec? State(ReadContext context, Declaration declaration, IParameterSymbol parameter, Quantity state, BodyReader body)
    {
        if ((parameter.Type is IArrayTypeSymbol ? 1 : 0) != state.Rank || parameter.Type.ToDisplayString() != States.TypeOf(state))
        {
            context.Report(Descriptors.WrongRank, parameter.Where(), parameter.Name, IndexReader.Count(state.Rank), States.TypeOf(state));
            return null;
        }

        string? problem = declaration.Role switch
        {
            Role.Derived => "a [Derived] cannot depend on it; what depends on it is a [Likelihood], a [Factor] or another discrete latent",
            Role.Variational when States.GuideOf(context, state) is null => $"no q of it is declared that this one could be given: [Variational(nameof({state.Method.Name}))] {state.Method.ReturnType.Name}",
            Role.Variational when States.GuideOf(context, state)!.Name == declaration.Method.Name => "it is the latent itself",
            Role.Prior when !States.IsDeclared(declaration) && States.GuideOf(context, state) is null => $"the continuous latent '{declaration.Name}' has a prior that depends on it; make of its priors a mixture, by a [Factor] with ProbMath.LogSumExp",
            _ => null,
        };
        if (problem is null && state.Rank == 1 && !IndexReader.Of(context, declaration.Method).Any())
        {
            problem = $"'{declaration.Method.Name}' has no index to read it at";
        }

        if (problem is not null)
        {
            context.Report(Descriptors.State, parameter.Where(), parameter.Name, problem);
            return null;
        }

        body.Bind(parameter, States.Bind(state, parameter));
        if (state.Rank == 1)
        {
            States.CheckUses(context, declaration.Method, parameter, body);
        }

        return new(state.Name, ParentKind.State, state.Rank, [], 0);
    }

    private static ParentSpec? Latent(ReadContext context, IParameterSymbol parameter, int rank, BodyReader body, Declaration declaration)
    {
        if (context.Quantity(parameter.Name) is { State: not null } state)
        {
            context.Report(Descriptors.WrongRank, parameter.Where(), parameter.Name, IndexReader.Count(state.Rank), States.TypeOf(state));
            return null;
        }

        if (context.Quantity(parameter.Name) is not { } quantity)
        {
            string hint = context.Data.Find(parameter.Name) is not null
                ? "; it is a data member, which the body can use directly, so remove the parameter"
                : Closest.Hint(parameter.Name, context.Quantities.Select(q => q.Name));
            context.Report(Descriptors.UnknownParent, parameter.Where(), parameter.Name, hint, Closest.List(context.Quantities.Select(q => q.Name).Where(n => n != declaration.Name)));
            return null;
        }

        bool areRows = Vectors.IsRows(parameter.Type);
        if (quantity.Rank != rank || areRows != (quantity is { IsVector: true, Rank: 2 }))
        {
            context.Report(Descriptors.WrongRank, parameter.Where(), parameter.Name, IndexReader.Count(quantity.Rank), quantity.RealType);
            return null;
        }

        body.Bind(parameter, rank == 0
            ? new ScalarBinding(new Variable(quantity.Name))
            : new ArrayBinding(quantity.Name, quantity.Indices.Select(i => (Expr)i.Size).ToEquatableArray(), null) { AreRows = areRows });
        return new(quantity.Name, ParentKind.Latent, rank, [], 0);
    }

    private static ParentSpec? Learned(ReadContext context, IParameterSymbol parameter, int rank, AttributeData attribute, EquatableArray<IndexSpec> indices, BodyReader body)
    {
        double initial = attribute.Named("Initial") is double value ? value : 0;
        if (context.Quantity(parameter.Name) is not null)
        {
            context.Report(Descriptors.Duplicate, parameter.Where(), parameter.Name, context.Quantity(parameter.Name)!.Method.Name);
            return null;
        }

        double spread = attribute.Named("Spread") is double apart ? apart : 0;
        if (!(spread >= 0) || double.IsInfinity(spread))
        {
            context.Report(Descriptors.InvalidArgument, parameter.Where(), "Spread", "a [Parameter]", spread.ToString("R", System.Globalization.CultureInfo.InvariantCulture), "at least 0 and finite");
            return null;
        }

        List<Verbatim> sizes = [];
        (object? rows, object? columns) = (attribute.Named("Size"), attribute.Named("Columns"));
        List<string> named = [.. new List<object?> { rows, columns }.OfType<string>()];
        if (rank > 0 && named.Count == rank && rows is string)
        {
            foreach (string name in named)
            {
                if (IndexReader.Size(context, name, attribute.Where(parameter)) is not { } size)
                {
                    return null;
                }

                sizes.Add(size);
            }
        }
        else if (named.Count > 0)
        {
            context.Report(Descriptors.ParameterSize, parameter.Where(), parameter.Name, $"it has {IndexReader.Count(rank)}, and its attribute names {(columns is null ? "a Size alone; a matrix has a Size, its rows, and Columns" : "Columns, which a matrix has beside its Size")}");
            return null;
        }
        else if (rank > 0)
        {
            if (indices.Count != rank || indices.Any(i => i.Size.Free.Count > 0))
            {
                context.Report(Descriptors.ParameterSize, parameter.Where(), parameter.Name, $"it has {IndexReader.Count(rank)}, the method has {IndexReader.Count(indices.Count)}");
                return null;
            }

            sizes.AddRange(indices.Select(i => i.Size));
        }

        body.Bind(parameter, rank == 0
            ? new ScalarBinding(new Variable(parameter.Name))
            : new ArrayBinding(parameter.Name, sizes.Select(s => (Expr)s).ToEquatableArray(), null));
        return new(parameter.Name, ParentKind.Parameter, rank, sizes.ToEquatableArray(), initial) { Spread = spread };
    }

    private static IEnumerable<IMethodSymbol> Ends(ReadContext context, AttributeData support)
        => new[] { support.Named("Lower"), support.Named("Upper") }.OfType<string>().SelectMany(name => context.Type.GetMembers(name).OfType<IMethodSymbol>());

    private static bool IsUsed(ReadContext context, IMethodSymbol method, IParameterSymbol parameter)
    {
        if (method.Attribute("Support") is { } support && Ends(context, support).Any(m => m.Parameters.Any(p => p.Name == parameter.Name)))
        {
            return true;
        }

        SyntaxNode syntax = method.DeclaringSyntaxReferences[0].GetSyntax(context.Cancellation);
        SemanticModel semantics = context.Semantics(syntax);
        return syntax.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n =>
            n.Identifier.ValueText == parameter.Name && SymbolEqualityComparer.Default.Equals(semantics.GetSymbolInfo(n, context.Cancellation).Symbol, parameter));
    }
}
