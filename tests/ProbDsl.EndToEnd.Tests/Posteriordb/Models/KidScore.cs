namespace ProbDsl.EndToEnd.Tests.Posteriordb;

[ProbabilisticModel]
public sealed partial class KidScoreMomHs(double[] kidScore, double[] momHs)
{
    const int Coefficients = 2;

    [Prior] Flat Beta([Plate(nameof(Coefficients))] int k) => Flat.Real();

    [Prior] HalfCauchy Sigma() => new(scale: 2.5);

    [Likelihood] Normal KidScore(int i, double[] beta, double sigma) => new(beta[0] + beta[1] * momHs[i], sigma);
}

[ProbabilisticModel]
public sealed partial class KidScoreMomIq(double[] kidScore, double[] momIq)
{
    const int Coefficients = 2;

    [Prior] Flat Beta([Plate(nameof(Coefficients))] int k) => Flat.Real();

    [Prior] HalfCauchy Sigma() => new(scale: 2.5);

    [Likelihood] Normal KidScore(int i, double[] beta, double sigma) => new(beta[0] + beta[1] * momIq[i], sigma);
}

[ProbabilisticModel]
public sealed partial class KidScoreInteraction(double[] kidScore, double[] momHs, double[] momIq)
{
    const int Coefficients = 4;

    [Prior] Flat Beta([Plate(nameof(Coefficients))] int k) => Flat.Real();

    [Prior] HalfCauchy Sigma() => new(scale: 2.5);

    [Likelihood]
    Normal KidScore(int i, double[] beta, double sigma)
    {
        double mean = beta[0] + beta[1] * momHs[i];
        mean += beta[2] * momIq[i];
        mean += beta[3] * (momHs[i] * momIq[i]);
        return new(mean, sigma);
    }
}

[ProbabilisticModel]
public sealed partial class KidScoreMomWork(double[] kidScore, int[] momWork)
{
    const int Coefficients = 4;

    [Prior] Flat Beta([Plate(nameof(Coefficients))] int k) => Flat.Real();

    [Prior] Flat Sigma() => Flat.Positive();

    [Likelihood]
    Normal KidScore(int i, double[] beta, double sigma) => new(
        beta[0] + momWork[i] switch { 2 => beta[1], 3 => beta[2], 4 => beta[3], _ => 0 },
        sigma);
}
