using ProbDsl;

namespace Samples;

[ProbabilisticModel]
public sealed partial class LinearRegression(double[] x, double[] y)
{
    [Prior] Normal Intercept() => new(mean: 0, sd: 10);

    [Prior] Normal Slope() => new(mean: 0, sd: 10);

    [Prior] HalfNormal Sigma() => new(scale: 5);

    [Likelihood] Normal Y(int n, double intercept, double slope, double sigma) => new(intercept + slope * x[n], sigma);
}
