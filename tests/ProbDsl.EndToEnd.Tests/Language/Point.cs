namespace ProbDsl.EndToEnd.Tests.Language;

/// <summary>Reads an unconstrained vector in the order of declaration, as Stan's manual maps each constraint, and sums the log Jacobians.</summary>
internal sealed class Point(double[] u)
{
    private int _next;

    public double LogJacobian { get; private set; }

    public bool IsAtEnd => _next == u.Length;

    public double Real() => u[_next++];

    public double[] Reals(int count) => [.. Enumerable.Range(0, count).Select(_ => Real())];

    public double Positive() => Above(0.0);

    public double Above(double lower)
    {
        double v = Real();
        LogJacobian += v;
        return lower + Math.Exp(v);
    }

    public double Below(double upper)
    {
        double v = Real();
        LogJacobian += v;
        return upper - Math.Exp(v);
    }

    public double Between(double lower, double upper)
    {
        double s = 1.0 / (1.0 + Math.Exp(-Real()));
        LogJacobian += Math.Log(upper - lower) + Math.Log(s) + Math.Log(1.0 - s);
        return lower + ((upper - lower) * s);
    }
}

/// <summary>A model beside log p(z) (without Jacobian) and log p(x | z) written out by hand on ordinary numbers.</summary>
/// <param name="Model">The model with its data.</param>
/// <param name="ByHand">The two log densities at a point.</param>
/// <param name="Blocks">The lengths of the latents in declaration order, where q is mean field, so that log q can be written by hand too.</param>
internal sealed record LanguageCase(IGenerated Model, Func<Point, (double Prior, double Likelihood)> ByHand, params int[] Blocks);
