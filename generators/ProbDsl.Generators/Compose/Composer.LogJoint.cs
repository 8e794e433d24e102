namespace ProbDsl.Generators;

internal sealed partial class Composer
{
    /// <summary>log p(x, z) on the unconstrained scale, or its prior or likelihood part alone. The Jacobian belongs to the prior.</summary>
    public static Program LogJoint(ModelSpec model, string name, bool prior, bool likelihood)
    {
        var composer = new Composer(model);
        Layout u = UnconstrainedLayout(model);
        composer._body.AddRange(LengthConditions.OfSizes(model));
        if (model.IsEnumerated)
        {
            // Each state has latents of its own: there is no joint density of them to report.
            composer._body.Add(new Accumulate(Program.Value, double.NaN));
            return composer.Composed(name, u.Entries);
        }

        composer.Quantities(prior);
        if (likelihood)
        {
            composer.AddLikelihoods();
        }

        return composer.Composed(name, u.Entries);
    }

    /// <summary>The latents and derived quantities from u; the latents' densities too where wanted.</summary>
    private void Quantities(bool withDensity)
    {
        foreach (VariableSpec variable in _order.Where(v => v.Network is not { IsOfGuide: true }))
        {
            if (variable.Role == Role.Derived)
            {
                AddDerived(variable);
            }
            else
            {
                AddLatent(variable, withDensity);
            }
        }

        if (withDensity)
        {
            AddPriorFactors(1);
        }
    }

    /// <summary>The latents in declaration order, then the parameters θ of p.</summary>
    public static Layout UnconstrainedLayout(ModelSpec model)
    {
        var u = new Layout("u");
        foreach (VariableSpec variable in model.Variables.Where(v => v.Role == Role.Prior))
        {
            u.Add(Density.TransformOf(variable).NameOf(variable.Name), Lengths(variable), isActive: true);
        }

        AddParameters(u, ParametersOf(model, inGuide: false));
        return u;
    }

    /// <summary>The [Parameter]s of p (θ) or of the declared q's (φ), once each.</summary>
    public static IEnumerable<ParentSpec> ParametersOf(ModelSpec model, bool inGuide)
        => inGuide ? Parameters(model, inGuide: true).Where(q => q.Network is null || Parameters(model, inGuide: false).All(p => p.Name != q.Name)) : Parameters(model, inGuide: false);

    // A network that p and q share is p's.
    private static IEnumerable<ParentSpec> Parameters(ModelSpec model, bool inGuide)
        => model.Variables.Where(v => (v.Role == Role.Variational || v.IsOfGuide || v.Network is { IsOfGuide: true }) == inGuide)
            .SelectMany(v => v.Parents.Where(p => p.Kind == ParentKind.Parameter))
            .GroupBy(p => p.Name).Select(g => g.First()).OrderBy(p => p.IsCentring);

    private static void AddParameters(Layout layout, IEnumerable<ParentSpec> parameters)
    {
        foreach (ParentSpec parameter in parameters)
        {
            layout.Add(parameter.Name, parameter.Sizes.Select(s => (Expr)s).ToEquatableArray(), isActive: true);
        }
    }

    private void AddLatent(VariableSpec variable, bool withDensity)
    {
        Transform transform = Density.TransformOf(variable);
        Expr u = At(transform.NameOf(variable.Name), variable);
        if (!transform.IsIdentity)
        {
            DeclareArray(variable);
            if (!Density.HasMovingSupport(transform))
            {
                InPlate(variable, [Assign(variable, transform.Apply(u))]);
            }
        }

        _body.AddRange(LengthConditions.OfPlate(variable));
        bool isMoving = Density.HasMovingSupport(transform);
        EquatableArray<Stmt> body = CheckedBodyOf(variable);
        AroundBody(variable, Density.Replace(body, o =>
        {
            // The support may depend on the arguments, which are in reach only here.
            Transform own = Density.TransformAt(variable, o);
            IEnumerable<Stmt> value = isMoving ? [Assign(variable, own.Apply(u))] : [];
            IEnumerable<Stmt> density = withDensity
                ? Density.Terms(variable, o, X(variable)).Concat(own.LogJacobian(u)).Select(t => Add(t, Quote(variable, o)))
                : [];
            return DataConditions.OfArguments(variable, o).Concat(value).Concat(density);
        }));
    }
}
