namespace ProbDsl.Generators;

/// <summary>All programs of one model after the passes, and the data tables that they share.</summary>
internal sealed class CompiledModel
{
    public CompiledModel(ModelSpec spec)
    {
        Spec = spec;
        Tables = new(spec.Subsampled, spec.IsSingle);
        foreach (FunctionSpec function in spec.Functions)
        {
            Functions.Add((function, function.Name, Keep(Pipeline.Value(FunctionProgram(function, -1), Tables))));
            for (int i = 0; i < function.Parameters.Count; i++)
            {
                Functions.Add((function, FunctionNames.Partial(function.Name, i), Keep(Pipeline.Derivative(FunctionProgram(function, i), Tables))));
            }
        }

        LogJoint = Keep(Pipeline.ValueAndGradient(Composer.LogJoint(spec, "LogJoint", prior: true, likelihood: true), Tables));
        if (!spec.IsRecoordinated)
        {
            LogPrior = Keep(Pipeline.ValueAndGradient(Composer.LogJoint(spec, "LogPrior", prior: true, likelihood: false), Tables));
            LogLikelihood = Keep(Pipeline.ValueAndGradient(Composer.LogJoint(spec, "LogLikelihood", prior: false, likelihood: true), Tables));
        }

        Elbo = Keep(Pipeline.ValueAndGradient(Composer.Elbo(spec, "Elbo", 1, -1), Tables));
        Reconstruction = Keep(Pipeline.ValueAndGradient(Composer.Elbo(spec, "Reconstruction", 1, 0), Tables));
        Kl = Keep(Pipeline.ValueAndGradient(Composer.Elbo(spec, "Kl", 0, 1), Tables));
        Steps = Keep(Pipeline.Steps(Composer.Elbo(spec, "Steps", 1, -1), Tables));
        bool hasNetworks = NetworkSpec.Members(spec).Any() && spec.Subsampled is not null;
        ElboOnBatch = spec.Subsampled is null || hasNetworks ? null : Keep(Pipeline.ValueAndGradient(Composer.ElboOnBatch(spec), Tables));
        bool isGaussian = new Guide(spec).IsGaussian;
        if (spec.Subsampled is not null || !isGaussian)
        {
            Program weight = Composer.LogWeight(spec);
            RowArrays = Composer.RowArrays(spec, weight);
            LogWeight = hasNetworks ? null : Keep(Pipeline.ValueAndGradient(weight, Tables));
        }

        if (hasNetworks)
        {
            OnBatch =
            [
                Keep(Pipeline.ValueAndGradient(Composer.ObjectiveOnBatch(spec), Tables)),
                Keep(Pipeline.ValueAndGradient(Composer.LogWeightOnBatch(spec), Tables)),
            ];
            GuideOfRows = RowGuide.Obstacle(spec) is null ? Keep(Pipeline.Value(Composer.GuideOfRows(spec), Tables)) : null;
            OfRows =
            [
                Keep(Pipeline.Value(Composer.OfRows(spec, "ReconstructionOfRows", 1, 0), Tables)),
                Keep(Pipeline.Value(Composer.OfRows(spec, "KlOfRows", 0, 1), Tables)),
                Keep(Pipeline.Value(Composer.LogWeightOfRows(spec), Tables)),
            ];
        }

        Draw = Keep(Pipeline.Value(Composer.Draw(spec), Tables));
        Constrain = Keep(Pipeline.Value(Composer.Constrain(spec), Tables));
        Weigh = !isGaussian && Composer.Weigh(spec) is Program weigh ? Keep(Pipeline.Value(weigh, Tables)) : null;
        Unconstrain = Composer.Unconstrain(spec) is Program unconstrain ? Keep(Pipeline.Value(unconstrain, Tables)) : null;
        Coordinates = !spec.IsRecoordinated && Recoordinate.Run(spec) is ModelSpec other ? new CompiledModel(other) : null;
    }

    public ModelSpec Spec { get; }

    /// <summary>The model in other coordinates; null where there are none.</summary>
    public CompiledModel? Coordinates { get; }

    public TableRegistry Tables { get; }

    /// <summary>Statements that fill the tables, in order, one group per program.</summary>
    public List<(string Program, EquatableArray<Stmt> Statements)> Prepare { get; } = [];

    public List<(FunctionSpec Function, string Name, Program Program)> Functions { get; } = [];

    public Program LogJoint { get; }

    /// <summary>Null in other coordinates, where nobody asks for it.</summary>
    public Program? LogPrior { get; }

    /// <summary>Null in other coordinates.</summary>
    public Program? LogLikelihood { get; }

    public Program Elbo { get; }

    public Program Reconstruction { get; }

    public Program Kl { get; }

    public Program Steps { get; }

    /// <summary>Null where no plate is subsampled.</summary>
    public Program? ElboOnBatch { get; }

    /// <summary>log p(x, z) − log q(z), on a minibatch where a plate is subsampled; null where no plate is and no q is declared: the library has it then.</summary>
    public Program? LogWeight { get; }

    /// <summary>Where φ and the noise of the whole plate have an entry for each row: buffer, offset, and how many numbers a row has.</summary>
    public IReadOnlyList<(string Buffer, Expr Offset, Expr Width)> RowArrays { get; } = [];

    /// <summary>Whether any program has log q apart, with parameters of its own.</summary>
    public bool HasLogWeight => LogWeight is not null || OnBatch.Count > 0;

    /// <summary>Of a model with networks, the programs on minibatches that take weights for rows and give gradients.</summary>
    public IReadOnlyList<Program> OnBatch { get; } = [];

    /// <summary>For a model with networks: ELBO, reconstruction and log weight of each row of a minibatch, written apart.</summary>
    public IReadOnlyList<Program> OfRows { get; } = [];

    /// <summary>Mean and log sd of q for each row of a minibatch; null where q is not one of independent normals.</summary>
    public Program? GuideOfRows { get; }

    public Program Draw { get; }

    public Program Constrain { get; }

    /// <summary>Null where no q is declared: the weight of a draw is then had from <see cref="Constrain"/>.</summary>
    public Program? Weigh { get; }

    /// <summary>Null where a q is declared.</summary>
    public Program? Unconstrain { get; }

    private Program Keep(Pipeline.Result result)
    {
        EquatableArray<Stmt> prepare = DeadCode.Run(WithoutKnown(result.Prepare));
        _required.UnionWith(Walk.SelfAndDescendants(result.Prepare).OfType<Require>().Select(Key));
        if (prepare.Count > 0)
        {
            Prepare.Add((result.Main.Name, prepare));
        }

        return result.Main;
    }

    // Every program states what it needs of the data; what an earlier program checks need not be checked again. Within one program the same
    // requirement may stand in both branches of an if, and each is needed.
    private EquatableArray<Stmt> WithoutKnown(EquatableArray<Stmt> block) => block
        .Where(s => s is not Require r || !_required.Contains(Key(r)))
        .Select(s => s switch
        {
            For f => f with { Body = WithoutKnown(f.Body) },
            If i => i with { Then = WithoutKnown(i.Then), Else = WithoutKnown(i.Else) },
            _ => s,
        }).ToEquatableArray();

    private readonly HashSet<(string, string, string)> _required = [];

    private static (string, string, string) Key(Require r) => (r.Condition, r.Variable, r.What);

    private static Program FunctionProgram(FunctionSpec function, int active)
    {
        EquatableArray<Input> inputs = function.Parameters.Select((p, i) => new Input(p, "", new IntConstant(i), [], i == active || active < 0)).ToEquatableArray();
        IEnumerable<Stmt> body = function.Body.Select(s => s is Return r ? new Accumulate(Program.Value, r.Value) { Origin = r.Origin } : s);
        return new Program(active < 0 ? function.Name : FunctionNames.Partial(function.Name, active), inputs, body.ToEquatableArray());
    }
}
