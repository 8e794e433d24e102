namespace ProbDsl.Generators;

/// <summary>q of a model: its parameters φ, its noise, and how each latent comes from them.</summary>
internal sealed class Guide
{
    private const double HalfLogTwoPi = 0.91893853320467274;
    private const double HalfLogTwoPiE = 1.4189385332046727;
    private readonly ModelSpec _model;
    private readonly Dictionary<string, Expr> _positions = [];
    private readonly Layout _unconstrained = new("u");
    private readonly Dictionary<string, string> _held = [];
    private readonly FamilyKind _kind;

    public Guide(ModelSpec model)
    {
        _model = model;
        Declared = Dependencies.Order(model.Variables.Where(v => v.Role == Role.Variational));
        VariableSpec[] covered = [.. model.Variables.Where(v => v.Role == Role.Prior && Find(v) is null)];
        _kind = covered.Length == 0 ? FamilyKind.MeanField : model.Family.Kind;
        foreach (VariableSpec variable in covered)
        {
            _positions[variable.Name] = _unconstrained.Add(variable.Name, LengthsOf(variable), isActive: true).Offset;
        }

        AddFamily(covered);
        foreach (ParentSpec parameter in Composer.ParametersOf(model, inGuide: true).Concat(Composer.ParametersOf(model, inGuide: false)))
        {
            Phi.Add(parameter.Name, parameter.Sizes.Select(s => (Expr)s).ToEquatableArray(), isActive: true);
        }

        foreach (VariableSpec q in Declared.Where(q => !IsPushed(q)))
        {
            NoiseLayout.Add(NoiseOf(q.Name), LengthsOf(q), isActive: false);
        }
    }

    public Layout Phi { get; } = new("phi");

    public Layout NoiseLayout { get; } = new("noise");

    public EquatableArray<Input> Inputs => Phi.Entries.Concat(NoiseLayout.Entries).ToEquatableArray();

    /// <summary>The declared q's, parents first.</summary>
    public IReadOnlyList<VariableSpec> Declared { get; }

    /// <summary>Whether q's draw is what a flow makes of its source, which has the noise.</summary>
    public static bool IsPushed(VariableSpec q) => q.ReturnType == FlowLaws.Written.TypeName;

    /// <summary>Latents of q alone: the sources of its flows.</summary>
    public IEnumerable<VariableSpec> Sources => Declared.Where(q => _model.Variables.All(p => p.Role != Role.Prior || p.Name != q.Name));

    /// <summary>What the flow of a source gives for its draw.</summary>
    public VariableSpec FlowOf(VariableSpec source) => _model.Variables.First(v => v.Network is { IsOfGuide: true } n && n.Flow == source.Name);

    /// <summary>The latent that is drawn by way of a source.</summary>
    public VariableSpec LatentOf(VariableSpec source) => Declared.First(q => IsPushed(q) && q.Method == source.Method);

    /// <summary>Whether q is the class's family alone, and a Gaussian on the unconstrained scale, which the library then knows by itself.</summary>
    public bool IsGaussian => Declared.Count == 0 && _kind != FamilyKind.Flow;

    public bool IsMeanField => _kind == FamilyKind.MeanField;

    /// <summary>How many parameters q has; those of p, θ, follow in φ.</summary>
    public Expr ParameterCount => Phi.Entries.FirstOrDefault(i => !IsOfGuide(i))?.Offset ?? Phi.Size;

    private bool IsOfGuide(Input input) => Composer.ParametersOf(_model, inGuide: false).All(p => p.Name != input.Name);

    /// <summary>The inputs of a program in which log q has parameters of its own: φ, then once more those of q, under other names, then the noise.</summary>
    public EquatableArray<Input> HoldParameters(Namer names)
    {
        foreach (Input input in Phi.Entries.Where(IsOfGuide).ToList())
        {
            _held[input.Name] = names.Unique("held_" + input.Name);
            Phi.Add(_held[input.Name], input.Lengths, isActive: true);
        }

        foreach (VariableSpec q in Declared.Where(Factored.Has))
        {
            _held[NoiseOf(q.Name)] = names.Unique("held_" + NoiseOf(q.Name));
        }

        return Inputs;
    }

    /// <summary>Another name for the noise of a q whose elements are known by it, which the held parameters make of the draw; null for any other q.</summary>
    public string? HeldNoise(VariableSpec q) => _held.TryGetValue(NoiseOf(q.Name), out string held) ? held : null;

    /// <summary>Another name for what a network of q gives with the held weights, and these; null where its weights are p's, and not held.</summary>
    public (string Output, string Weights)? HoldNetwork(VariableSpec output, Namer names)
    {
        if (!_held.TryGetValue(NetworkSpec.WeightsOf(output.Network!.Member).Name, out string weights))
        {
            return null;
        }

        _held[output.Name] = names.Unique("held_" + output.Name);
        return (_held[output.Name], weights);
    }

    /// <summary>The body of a declared q with the held parameters.</summary>
    public EquatableArray<Stmt> Hold(EquatableArray<Stmt> body) => RenameLocals.Replace(body, _held);

    /// <summary>Whether a draw has one noise only, so that its density is that of the noise and a Jacobian. Low rank has more noise than latents.</summary>
    public bool IsInvertible => _kind != FamilyKind.LowRank;

    public VariableSpec? Find(VariableSpec latent) => _model.Variables.FirstOrDefault(v => v.Role == Role.Variational && v.Name == latent.Name);

    public static string NoiseOf(string latent) => latent + "_eps";

    /// <summary>The noise of one latent under mean field.</summary>
    public static Expr Noise(VariableSpec latent) => At(NoiseOf(latent.Name), latent);

    /// <summary>Mean and log standard deviation of one latent under mean field.</summary>
    public static (Expr Mean, Expr LogSd) MeanAndLogSd(VariableSpec latent) => (At(latent.Name + "_mean", latent), At(latent.Name + "_logSd", latent));

    /// <summary>The same, held.</summary>
    public (Expr Mean, Expr LogSd) HeldMeanAndLogSd(VariableSpec latent) => (At(_held[latent.Name + "_mean"], latent), At(_held[latent.Name + "_logSd"], latent));

    /// <summary>The unconstrained value of one latent of the family.</summary>
    public Expr Unconstrained(VariableSpec latent)
    {
        if (IsMeanField)
        {
            (Expr mean, Expr logSd) = MeanAndLogSd(latent);
            return mean + (ElementaryRules.Of(Op.Exp, logSd) * Noise(latent));
        }

        Expr offset = _positions[latent.Name];
        Expr position = latent.Indices.Count switch
        {
            0 => offset,
            1 => Layout.Plus(offset, new Variable(latent.Indices[0].Name)),
            _ => Layout.Plus(offset, (new Variable(latent.Indices[0].Name) * latent.Indices[1].Size) + new Variable(latent.Indices[1].Name)),
        };
        return new Element("q_unconstrained", [position]);
    }

    /// <summary>For a joint family: the unconstrained vector from its noise.</summary>
    public IEnumerable<Stmt> JointDraw(Namer names) => _kind switch
    {
        FamilyKind.FullRank => FullRank.Draw(_unconstrained.Size, names),
        FamilyKind.LowRank => LowRank.Draw(_unconstrained.Size, _model.Family.Rank, names),
        FamilyKind.Flow => FlowFamily.Draw(_unconstrained.Size, _model.Family),
        _ => [],
    };

    /// <summary>For a joint family: its entropy, or −log q at the draw, added to the value.</summary>
    public IEnumerable<Stmt> JointEntropy(Namer names, KlForm form)
    {
        if (IsMeanField)
        {
            return [];
        }

        bool isAtDraw = form != KlForm.Closed;
        var constant = new Accumulate(Program.Value, (isAtDraw ? HalfLogTwoPi : HalfLogTwoPiE) * ElementaryRules.Of(Op.ToReal, _unconstrained.Size));
        if (form == KlForm.Held)
        {
            return MinusLogDensity(names).Append(constant);
        }

        if (isAtDraw)
        {
            Expr eps = new Element("q_eps", [new Variable("q_row")]);
            return LogDeterminant(names).Append(constant)
                .Append(new For("q_row", new IntConstant(0), _unconstrained.Size, [], [new Accumulate(Program.Value, 0.5 * (eps * eps))]));
        }

        return LogDeterminant(names).Append(constant);
    }

    /// <summary>The flow of the class's family, as data code; null where it has none.</summary>
    public string? FamilyFlow => _kind == FamilyKind.Flow ? FlowFamily.Describe(_unconstrained.Size, _model.Family) : null;

    private IEnumerable<Stmt> LogDeterminant(Namer names) => _kind switch
    {
        FamilyKind.LowRank => LowRank.LogDeterminant(_unconstrained.Size, _model.Family.Rank, names),
        FamilyKind.Flow => FlowFamily.LogDeterminant(_unconstrained.Size),
        _ => FullRank.LogDeterminant(_unconstrained.Size, names),
    };

    private IEnumerable<Stmt> MinusLogDensity(Namer names) => _kind switch
    {
        FamilyKind.LowRank => LowRank.MinusLogDensity(_unconstrained.Size, _model.Family.Rank, names, _held),
        FamilyKind.Flow => FlowFamily.MinusLogDensity(_unconstrained.Size, _model.Family, _held),
        _ => FullRank.MinusLogDensity(_unconstrained.Size, names, _held),
    };

    private void AddFamily(VariableSpec[] covered)
    {
        Expr size = _unconstrained.Size;
        switch (_kind)
        {
            case FamilyKind.FullRank:
                Phi.Add("q_mean", [size], isActive: true);
                Phi.Add("q_scale", [FullRank.Length(size)], isActive: true);
                NoiseLayout.Add("q_eps", [size], isActive: false);
                break;
            case FamilyKind.LowRank:
                Phi.Add("q_mean", [size], isActive: true);
                Phi.Add("q_logSd", [size], isActive: true);
                Phi.Add("q_factor", [size, new IntConstant(_model.Family.Rank)], isActive: true);
                NoiseLayout.Add("q_eps", [size], isActive: false);
                NoiseLayout.Add("q_factorEps", [new IntConstant(_model.Family.Rank)], isActive: false);
                break;
            case FamilyKind.Flow:
                Phi.Add("q_mean", [size], isActive: true);
                Phi.Add("q_logSd", [size], isActive: true);
                Phi.Add(FlowFamily.Weights, [FlowFamily.Length(size, _model.Family)], isActive: true);
                NoiseLayout.Add("q_eps", [size], isActive: false);
                break;
            default:
                foreach (VariableSpec latent in covered)
                {
                    Phi.Add(latent.Name + "_mean", LengthsOf(latent), isActive: true);
                    Phi.Add(latent.Name + "_logSd", LengthsOf(latent), isActive: true);
                    NoiseLayout.Add(NoiseOf(latent.Name), LengthsOf(latent), isActive: false);
                }

                break;
        }
    }

    private static EquatableArray<Expr> LengthsOf(VariableSpec variable) => variable.Indices.Select(i => (Expr)i.Size).ToEquatableArray();

    private static Expr At(string name, VariableSpec variable)
        => variable.Indices.Count == 0 ? new Variable(name) : new Element(name, variable.Indices.Select(i => (Expr)new Variable(i.Name)).ToEquatableArray());
}
