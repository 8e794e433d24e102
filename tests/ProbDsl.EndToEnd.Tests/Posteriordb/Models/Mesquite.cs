namespace ProbDsl.EndToEnd.Tests.Posteriordb;

[ProbabilisticModel]
public sealed partial class Mesquite(
    double[] weight, double[] diam1, double[] diam2, double[] canopyHeight, double[] totalHeight, double[] density, double[] group)
{
    int Coefficients => 7;

    [Prior] Flat Beta([Plate(nameof(Coefficients))] int k) => Flat.Real();

    [Prior] Flat Sigma() => Flat.Positive();

    [Likelihood]
    Normal Weight(int i, double[] beta, double sigma) => new(
        beta[0] + beta[1] * diam1[i] + beta[2] * diam2[i] + beta[3] * canopyHeight[i]
            + beta[4] * totalHeight[i] + beta[5] * density[i] + beta[6] * group[i],
        sigma);
}

[ProbabilisticModel]
public sealed partial class LogMesquiteLogVash(
    double[] weight, double[] diam1, double[] diam2, double[] canopyHeight, double[] totalHeight, double[] group)
{
    readonly double[] logWeight = [.. weight.Select(w => Math.Log(w))];
    readonly double[] vol = [.. weight.Select((_, i) => Math.Log(diam1[i] * diam2[i] * canopyHeight[i]))];
    readonly double[] area = [.. weight.Select((_, i) => Math.Log(diam1[i] * diam2[i]))];

    int Coefficients => 6;

    double Shape(int i) => Math.Log(diam1[i] / diam2[i]);

    [Prior] Flat Beta([Plate(nameof(Coefficients))] int k) => Flat.Real();

    [Prior] Flat Sigma() => Flat.Positive();

    [Likelihood]
    Normal LogWeight(int i, double[] beta, double sigma) => new(
        beta[0] + beta[1] * vol[i] + beta[2] * area[i] + beta[3] * Shape(i)
            + beta[4] * Math.Log(totalHeight[i]) + beta[5] * group[i],
        sigma);
}
