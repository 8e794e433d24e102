namespace ProbDsl.EndToEnd.Tests.Posteriordb;

[ProbabilisticModel]
public sealed partial class EarnHeight(double[] earn, double[] height)
{
    int Coefficients => 2;

    [Prior] Flat Beta([Plate(nameof(Coefficients))] int k) => Flat.Real();

    [Prior] Flat Sigma() => Flat.Positive();

    [Likelihood] Normal Earn(int i, double[] beta, double sigma) => new(beta[0] + beta[1] * height[i], sigma);
}

[ProbabilisticModel]
public sealed partial class LogEarnHeightMale(double[] earn, double[] height, double[] male)
{
    readonly double[] logEarn = Array.ConvertAll(earn, Math.Log);

    int Coefficients => 3;

    [Prior] Flat Beta([Plate(nameof(Coefficients))] int k) => Flat.Real();

    [Prior] Flat Sigma() => Flat.Positive();

    [Likelihood]
    Normal LogEarn(int i, double[] beta, double sigma) => new(beta[0] + beta[1] * height[i] + beta[2] * male[i], sigma);
}

[ProbabilisticModel]
public sealed partial class LogEarnInteraction(double[] earn, double[] height, double[] male)
{
    readonly double[] logEarn = Array.ConvertAll(earn, Math.Log);

    int Coefficients => 4;

    [Prior] Flat Beta([Plate(nameof(Coefficients))] int k) => Flat.Real();

    [Prior] Flat Sigma() => Flat.Positive();

    [Likelihood(Of = nameof(logEarn))]
    Normal Wage(int i, double[] beta, double sigma)
        => new(beta[0] + beta[1] * height[i] + beta[2] * male[i] + beta[3] * height[i] * male[i], sigma);
}
