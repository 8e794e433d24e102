namespace ProbDsl;

/// <summary>A probability with its complement and logit, each as accurate as the parameter that was given.</summary>
internal readonly record struct SuccessProbability
{
    private SuccessProbability(double probability, double complement, double logProbability, double logComplement)
    {
        Probability = probability;
        Complement = complement;
        LogProbability = logProbability;
        LogComplement = logComplement;
    }

    public double Probability { get; }

    /// <summary>1 − probability.</summary>
    public double Complement { get; }

    public double LogProbability { get; }

    public double LogComplement { get; }

    public double Logit => LogProbability - LogComplement;

    /// <summary>False for the default value: p and 1 − p cannot both be zero.</summary>
    public bool IsValid => Probability + Complement > 0;

    public static SuccessProbability FromProbability(double p) =>
        new(p, 1 - p, Saddle.LogOfProbability(p, 1 - p), ProbMath.Log1p(-p));

    public static SuccessProbability FromLogit(double logit) =>
        new(ProbMath.LogisticSigmoid(logit), ProbMath.LogisticSigmoid(-logit), -ProbMath.Log1pExp(-logit), -ProbMath.Log1pExp(logit));

    public bool Sample(ref Philox random) => random.NextDouble() < Probability;
}
