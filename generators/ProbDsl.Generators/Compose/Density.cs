namespace ProbDsl.Generators;

/// <summary>The terms that one observation of a law adds to a log density.</summary>
internal static class Density
{
    /// <summary>log p(x | args), renormalised where the support is cut off by [Support].</summary>
    public static IEnumerable<Expr> Terms(VariableSpec variable, Observe observe, Expr x)
    {
        Law law = LawTable.Find(observe.Law)!;
        Expr[] args = [.. observe.Args];
        return law.LogDensity(x, args).Concat(Renormalisation(variable, law, args));
    }

    /// <summary>The map from the unconstrained scale onto the support of a latent.</summary>
    public static Transform TransformOf(VariableSpec variable) => TransformAt(variable, Observes(variable.Body).First());

    /// <summary>The map for one observation: where [Support] and the law both bound the latent, the tighter of two constant ends.</summary>
    public static Transform TransformAt(VariableSpec variable, Observe observe)
    {
        Law law = LawTable.Find(observe.Law)!;
        Expr[] args = [.. observe.Args];
        return new Transform(Tighter(variable.Lower, law.Lower?.Invoke(args), Math.Max), Tighter(variable.Upper, law.Upper?.Invoke(args), Math.Min));
    }

    private static Expr? Tighter(Expr? own, Expr? law, Func<double, double, double> choose) => (own, law) switch
    {
        (null, _) => law,
        (Constant a, Constant b) => choose(a.Value, b.Value),
        _ => own,
    };

    /// <summary>Whether an end of the support depends on the law's arguments or on other latents, so that the body comes first.</summary>
    public static bool HasMovingSupport(Transform transform) => IsMoving(transform.Lower) || IsMoving(transform.Upper);

    public static IEnumerable<Observe> Observes(EquatableArray<Stmt> body) => Walk.SelfAndDescendants(body).OfType<Observe>();

    /// <summary>Whether the law of an element of a vector depends on others of its elements.</summary>
    public static bool ReadsItself(VariableSpec variable)
        => Walk.SelfAndDescendants(variable.Body).SelectMany(Walk.Expressions).SelectMany(Walk.Arrays).Contains(variable.Name);

    /// <summary>Puts other statements in the place of each observation.</summary>
    public static EquatableArray<Stmt> Replace(EquatableArray<Stmt> body, Func<Observe, IEnumerable<Stmt>> replacement) => body.SelectMany(stmt => stmt switch
    {
        Observe s => replacement(s),
        If s => [s with { Then = Replace(s.Then, replacement), Else = Replace(s.Else, replacement) }],
        For s => [s with { Body = Replace(s.Body, replacement) }],
        _ => [stmt],
    }).ToEquatableArray();

    private static bool IsMoving(Expr? end) => end is not (null or Constant);

    // −log P(lower < X < upper); one-sided where only one end is new.
    private static Expr[] Renormalisation(VariableSpec variable, Law law, Expr[] args)
    {
        if (law.IsImproper)
        {
            return [];
        }

        Transform support = TransformAt(variable, new Observe(law.Name, new EquatableArray<Expr>(args)));
        Expr? lower = Equals(support.Lower, law.Lower?.Invoke(args)) ? null : support.Lower;
        Expr? upper = Equals(support.Upper, law.Upper?.Invoke(args)) ? null : support.Upper;
        return (lower, upper) switch
        {
            (null, null) => [],
            (Expr a, null) => [-Required(law.LogSurvival, law)(a, args)],
            (null, Expr b) => [-Required(law.LogCdf, law)(b, args)],
            (Expr a, Expr b) => Between(law, args, a, b),
        };
    }

    // The mass F(b) − F(a) of the distribution function is S(a) − S(b) of the survival function: the smaller pair keeps its digits, F far
    // below the centre and S far above it. log(e^h − e^l) = h + log(1 − e^(l − h)).
    private static Expr[] Between(Law law, Expr[] args, Expr a, Expr b)
    {
        Func<Expr, Expr[], Expr> logCdf = Required(law.LogCdf, law);
        Func<Expr, Expr[], Expr> logSurvival = Required(law.LogSurvival, law);
        Expr isAbove = ElementaryRules.Of(Op.Less, logSurvival(a, args), logCdf(b, args));
        Expr high = new Select(isAbove, logSurvival(a, args), logCdf(b, args));
        Expr low = new Select(isAbove, logSurvival(b, args), logCdf(a, args));
        return [-high, -ElementaryRules.Of(Op.Log1mExp, high - low)];
    }

    private static Func<Expr, Expr[], Expr> Required(Func<Expr, Expr[], Expr>? function, Law law)
        => function ?? throw new InvalidOperationException(law.Name + " cannot be truncated; Read refuses it");
}
