namespace ProbDsl.EndToEnd.Tests.Language;

[ProbabilisticModel]
public sealed partial class FarTruncationModel(double y) : IGenerated
{
    [Prior] Normal Mu() => new(0, 1);

    [Prior, Support(Lower = 8, Upper = 9)] Normal High() => new(0, 1);

    [Prior, Support(Lower = -9, Upper = -8)] Normal Low() => new(0, 1);

    [Prior, Support(Lower = 40, Upper = 41)] Laplace Right(double mu) => new(mu, 1);

    [Prior, Support(Lower = 800, Upper = 801)] Exponential Later() => new(1);

    [Likelihood(Of = nameof(y))] Normal Y(double high, double low, double right, double later) => new(high + low + right + later, 1);
}

/// <summary>Both ends of a truncated prior far out in one tail, where the distribution function is 1, or 0, to rounding.</summary>
public class FarTruncationTests
{
    [Theory]
    [InlineData(-3)]
    [InlineData(0)]
    [InlineData(2.5)]
    public void LogPrior_KeepsItsDigits(double mu)
    {
        // log(Φ(−8) − Φ(−9)) by mpmath with 40 digits.
        const double logMassOfNormal = -35.013618593437148;
        double logSqrtTwoPi = 0.5 * Math.Log(2 * Math.PI);
        double normal = (-0.5 * 8.5 * 8.5) - logSqrtTwoPi - logMassOfNormal;

        // At the middle of an interval of length 1 an exponential tail has density e^−½/(1 − e^−1), wherever the interval and the centre lie.
        double tail = -0.5 - Math.Log(1 - Math.Exp(-1));
        double jacobian = Math.Log(0.25);
        double expected = (-0.5 * mu * mu) - logSqrtTwoPi + (2 * (normal + jacobian)) + (2 * (tail + jacobian));
        (double value, double[] gradient) = Evaluation.Scalar(new FarTruncationModel(1), Piece.LogPrior, [mu, 0, 0, 0, 0], []);

        // Sums of terms of at most 800, each within an ulp or two.
        Close.Within(16 * 800 * 2.3e-16, expected, value, "log prior");

        // The truncated Laplace law does not depend on its centre, as long as that lies below the interval.
        Close.Within(1e-13, -mu, gradient[0], "derivative in mu");
    }
}
