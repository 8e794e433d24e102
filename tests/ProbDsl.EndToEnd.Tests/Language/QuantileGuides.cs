namespace ProbDsl.EndToEnd.Tests.Language;

/// <summary>Every law of q that is drawn through its quantile function, in plates and with parents.</summary>
[ProbabilisticModel]
public sealed partial class QuantileGuideModel(double[] y) : IGenerated
{
    int N => y.Length;

    [Prior] internal Gamma Rate() => Gamma.FromShapeAndRate(2, 1);

    [Prior] internal HalfNormal Scale() => new(1);

    [Prior] internal LogNormal Spread() => new(0, 1);

    [Prior] internal Exponential Chi() => new(1);

    [Prior] internal InverseGamma Inverse() => new(3, 2);

    [Prior] internal Beta Share([Plate(nameof(N))] int n) => new(2, 3);

    [Prior] internal Uniform Part() => new(0, 1);

    [Likelihood]
    internal Normal Y(int n, double rate, double scale, double spread, double chi, double inverse, double[] share, double part)
        => new(rate * share[n] - scale * part + Math.Log(spread), 0.5 + inverse + 0.1 * chi);

    [Variational(nameof(Rate))]
    internal Gamma QRate([Parameter] double rateShape, [Parameter] double rateRate) => Gamma.FromShapeAndRate(Math.Exp(rateShape), Math.Exp(rateRate));

    [Variational(nameof(Scale))]
    internal Gamma QScale(double rate, [Parameter] double scaleShape) => Gamma.FromShapeAndScale(Math.Exp(scaleShape), 0.3 + rate);

    [Variational(nameof(Spread))]
    internal Gamma QSpread([Parameter] double spreadMean, [Parameter] double spreadSd) => Gamma.FromMeanAndSd(Math.Exp(spreadMean), Math.Exp(spreadSd));

    [Variational(nameof(Chi))]
    internal ChiSquared QChi([Parameter] double degrees) => new(Math.Exp(degrees));

    [Variational(nameof(Inverse))]
    internal InverseGamma QInverse([Parameter] double inverseShape, [Parameter] double inverseScale) => new(1 + Math.Exp(inverseShape), Math.Exp(inverseScale));

    [Variational(nameof(Share))]
    internal Beta QShare(int n, [Parameter] double[] alpha, [Parameter] double[] beta) => new(Math.Exp(alpha[n]), Math.Exp(beta[n]));

    [Variational(nameof(Part))]
    internal Beta QPart([Parameter] double partLogit, [Parameter] double partSize)
        => Beta.FromMeanAndConcentration(ProbMath.LogisticSigmoid(partLogit), Math.Exp(partSize));
}

internal static class QuantileGuides
{
    public static LanguageCase Case()
    {
        double[] y = [0.4, -1.1, 2.2];
        var m = new QuantileGuideModel(y);
        return new(m, p =>
        {
            (double rate, double scale, double spread, double chi, double inverse) = (p.Positive(), p.Positive(), p.Positive(), p.Positive(), p.Positive());
            double[] share = [p.Between(0, 1), p.Between(0, 1), p.Between(0, 1)];
            double part = p.Between(0, 1);
            double prior = m.Rate().LogDensity(rate) + m.Scale().LogDensity(scale) + m.Spread().LogDensity(spread) + m.Chi().LogDensity(chi)
                + m.Inverse().LogDensity(inverse) + share.Select((s, n) => m.Share(n).LogDensity(s)).Sum() + m.Part().LogDensity(part);
            return (prior, y.Select((v, n) => m.Y(n, rate, scale, spread, chi, inverse, share, part).LogDensity(v)).Sum());
        });
    }
}
