using ProbDsl;

namespace Samples;

/// <summary>Growth of 27 sea cows through a helper method of the user, differentiated once.</summary>
[ProbabilisticModel]
public sealed partial class Growth(double[] age, double[] length)
{
    [Prior] Normal Top() => new(3, 1);

    [Prior] HalfNormal Gap() => new(2);

    [Prior] Uniform Rate() => new(0.5, 1);

    [Prior] HalfNormal Sigma() => new(0.5);

    [Likelihood] Normal Length(int n, double top, double gap, double rate, double sigma) => new(Curve(top, gap, rate, age[n]), sigma);

    static double Curve(double top, double gap, double rate, double years)
    {
        double decay = Math.Pow(rate, years);
        return top - gap * decay;
    }
}
