namespace ProbDsl.Generators;

internal sealed partial class Composer
{
    /// <summary>
    /// One draw of a weighted sum of E_q[log p(x | z)] and KL(q ‖ p(z)): weights 1 and −1 make the ELBO. The KL of each latent is closed form
    /// where its pair has one, given the sampled parents; else log q(z) − log p(z) at the draw.
    /// </summary>
    public static Program Elbo(ModelSpec model, string name, double reconstruction, double kl)
        => Elbo(new Composer(model), model, name, reconstruction, kl);

    private static Program Elbo(Composer composer, ModelSpec model, string name, double reconstruction, double kl)
    {
        var guide = new Guide(model);
        composer.Sample(guide);
        if (kl != 0)
        {
            composer.AddKl(guide, kl);
        }

        if (reconstruction != 0)
        {
            composer.AddLikelihoods();
        }

        composer.AddTilts();
        return composer.Composed(name, guide.Inputs);
    }

    private void Sample(Guide guide)
    {
        _body.AddRange(guide.JointDraw(_names));
        var sampled = new HashSet<string>();
        foreach (VariableSpec variable in _order.Where(v => v.Role == Role.Prior && guide.Find(v) is null))
        {
            SampleFromFamily(variable, guide);
        }

        foreach (VariableSpec q in guide.Declared)
        {
            AddNetworksFor(q);
            DeclareArray(q);
            Expr eps = At(Guide.NoiseOf(q.Name), q);
            _body.AddRange(LengthConditions.OfPlate(q));
            AroundBody(q, Density.Replace(BodyOf(q), o => [Assign(q, LawTable.Find(o.Law)!.Reparameterise!([.. o.Args], eps), Quote(q, o))]));
        }

        foreach (VariableSpec derived in _order.Where(v => v.Role == Role.Derived && v.Network is not { IsOfGuide: true }))
        {
            AddNetworksFor(derived);
            AddDerived(derived);
        }
    }

    private void SampleFromFamily(VariableSpec variable, Guide guide)
    {
        Transform transform = Density.TransformOf(variable);
        string u = transform.IsIdentity ? variable.Name : transform.NameOf(variable.Name);
        VariableSpec unconstrained = variable with { Name = u };
        DeclareArray(unconstrained);
        if (!transform.IsIdentity)
        {
            DeclareArray(variable);
        }

        List<Stmt> draw = [Assign(unconstrained, guide.Unconstrained(variable))];
        if (Density.HasMovingSupport(transform))
        {
            EquatableArray<Stmt> body = BodyOf(variable);
            draw.AddRange(Density.Replace(body, o => [Assign(variable, Density.TransformAt(variable, o).Apply(X(unconstrained)))]));
        }
        else if (!transform.IsIdentity)
        {
            draw.Add(Assign(variable, transform.Apply(X(unconstrained))));
        }

        InPlate(variable, draw);
    }

    private static Stmt Weighted(Stmt stmt, double weight) => stmt switch
    {
        Accumulate { Output: Program.Value } term => term with { Value = weight * term.Value },
        For loop => loop with { Body = loop.Body.Select(s => Weighted(s, weight)).ToEquatableArray() },
        _ => stmt,
    };

    /// <summary>
    /// log p(x, z) − log q(z; φ) at the draw z(φ, ε), where log q has parameters of its own, the last inputs: the derivatives in φ are those along the path,
    /// the derivatives in these what φ in log q adds.
    /// </summary>
    public static Program LogWeight(ModelSpec model)
        => model.Subsampled is null ? LogWeight(new Composer(model), model) : OnBatch(model, composer => LogWeight(composer, model));

    private static Program LogWeight(Composer composer, ModelSpec model)
    {
        var guide = new Guide(model);
        EquatableArray<Input> inputs = guide.HoldParameters(composer._names);
        composer.Sample(guide);
        composer.AddHeldNetworks(guide);
        composer.AddKl(guide, -1, KlForm.Held);
        composer.AddLikelihoods();
        return composer.Composed("LogWeight", inputs);
    }

    // Both bodies of a vector run over its elements; inside q's loop p's needs none.
    private static EquatableArray<Stmt> Entrywise(VariableSpec p, EquatableArray<Stmt> prior)
        => !p.IsVector ? prior : prior.SelectMany(s => s switch
        {
            For loop when loop.Index == Scalarise.Entry(p).Name => loop.Body,
            If branch => [branch with { Then = Entrywise(p, branch.Then), Else = Entrywise(p, branch.Else) }],
            _ => [s],
        }).ToEquatableArray();

    // The noise that the held parameters make of the draw, for the elements after this one.
    private static IEnumerable<Stmt> NoiseOf(VariableSpec q, Observe law, Guide guide, Expr x)
        => guide.HeldNoise(q) is string noise ? [new Store(noise, Indices(q), (x - law.Args[0]) * (1.0 / law.Args[1]))] : [];

    private void AddKl(Guide guide, double weight, KlForm form = KlForm.Closed)
    {
        foreach (VariableSpec q in guide.Declared)
        {
            if (guide.HeldNoise(q) is string noise)
            {
                _body.Add(new NewArray(noise, Lengths(q)));
            }
        }

        _rowWeight = _klWeight;
        _body.AddRange(guide.JointEntropy(_names, form).Select(s => Weighted(s, -weight)));
        AddKlOfStates(weight);
        AddSources(guide, weight, form);
        foreach (VariableSpec p in _order.Where(v => v.Role == Role.Prior))
        {
            _body.AddRange(LengthConditions.OfPlate(p));
            Stmt Term(Expr value, Origin origin) => new Accumulate(Program.Value, weight * value) { Origin = origin };
            EquatableArray<Stmt> prior = CheckedBodyOf(p);
            if (guide.Find(p) is VariableSpec q)
            {
                // q's arguments are computed anew in p's plate, where p's own are. Read gives q the index names of p.
                EquatableArray<Stmt> density = form == KlForm.Held ? guide.Hold(BodyOf(q)) : BodyOf(q);
                AroundBody(p, Density.Replace(density, o => Density.Replace(Entrywise(p, prior), po =>
                    DataConditions.OfArguments(p, po).Concat(KlTerms.Declared(p, q, po, o, X(p), form).Terms.Select(t => Term(t, Quote(p, po))))).Concat(NoiseOf(q, o, guide, X(p)))));
            }
            else
            {
                AroundBody(p, Density.Replace(prior, po =>
                    DataConditions.OfArguments(p, po).Concat(KlTerms.FromFamily(p, po, guide, X(p), Density.TransformAt(p, po), form).Terms.Select(t => Term(t, Quote(p, po))))));
            }
        }

        AddPriorFactors(-weight);
        _rowWeight = _reconstructionWeight;
    }
}
