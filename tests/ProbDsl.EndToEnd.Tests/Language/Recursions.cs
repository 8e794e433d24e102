namespace ProbDsl.EndToEnd.Tests.Language;

[ProbabilisticModel]
public sealed partial class AutoregressionModel(double[] y) : IGenerated
{
    [Prior] internal Normal Phi1() => new(0, 0.5);

    [Prior] internal Normal Phi2() => new(0, 0.5);

    [Prior] internal HalfNormal Sd() => new(1);

    [Factor]
    internal double Series(double phi1, double phi2, double sd)
    {
        double before = 0.1;
        double last = y[0];
        double sum = 0;
        for (int t = 1; t < y.Length; t++)
        {
            double mean = phi1 * last + phi2 * before;
            sum += new Normal(mean, sd).LogDensity(y[t]);
            before = last;
            last = 0.5 * mean + 0.5 * y[t];
        }

        return sum;
    }
}

[ProbabilisticModel]
public sealed partial class MovingAverageModel(double[] y) : IGenerated
{
    [Prior] internal Normal Mu() => new(0, 1);

    [Prior] internal Normal Phi() => new(0, 0.5);

    [Prior] internal Normal Theta() => new(0, 0.5);

    [Prior] internal HalfCauchy Sigma() => new(2.5);

    [Factor]
    internal double Arma(double mu, double phi, double theta, double sigma)
    {
        double[] predicted = new double[y.Length];
        double[] error = new double[y.Length];
        predicted[0] = mu + phi * mu;
        error[0] = y[0] - predicted[0];
        for (int t = 1; t < y.Length; t++)
        {
            predicted[t] = mu + phi * y[t - 1] + theta * error[t - 1];
            error[t] = y[t] - predicted[t];
        }

        double sum = 0;
        foreach (double e in error)
        {
            sum += new Normal(0, sigma).LogDensity(e);
        }

        return sum;
    }
}

[ProbabilisticModel]
public sealed partial class VolatilityModel(double[] y) : IGenerated
{
    int Steps => y.Length;

    [Prior] internal Normal Mu() => new(-1, 1);

    [Prior, Support(Lower = -1, Upper = 1)] internal Flat Phi() => Flat.Real();

    [Prior] internal HalfNormal Sigma() => new(0.5);

    [Prior] internal Normal Shock([Plate(nameof(Steps))] int t) => new(0, 1);

    [Factor]
    internal double Returns(double mu, double phi, double sigma, double[] shock)
    {
        double[] h = new double[Steps];
        h[0] = mu + sigma / Math.Sqrt(1 - phi * phi) * shock[0];
        for (int t = 1; t < Steps; t++)
        {
            h[t] = mu + phi * (h[t - 1] - mu) + sigma * shock[t];
        }

        double sum = 0;
        for (int t = 0; t < Steps; t++)
        {
            sum += new Normal(0, Math.Exp(h[t] / 2)).LogDensity(y[t]);
        }

        return sum;
    }
}

[ProbabilisticModel]
public sealed partial class RandomWalkModel(double[] y) : IGenerated
{
    int Steps => y.Length;

    [Prior] internal HalfNormal Step() => new(1);

    [Prior] internal Normal Z([Plate(nameof(Steps))] int t) => new(0, 1);

    [Likelihood]
    internal Normal Y(int t, double step, double[] z)
    {
        double level = 0;
        for (int k = 0; k <= t; k++)
        {
            level += step * z[k];
        }

        return new(level, 0.3);
    }
}

internal static class Recursions
{
    private static readonly double[] s_series = [0.4, -0.2, 0.9, 1.3, 0.2, -0.5];

    public static LanguageCase Autoregression()
    {
        var model = new AutoregressionModel(s_series);
        return new(model, p =>
        {
            double phi1 = p.Real();
            double phi2 = p.Real();
            double sd = p.Positive();
            return (model.Phi1().LogDensity(phi1) + model.Phi2().LogDensity(phi2) + model.Sd().LogDensity(sd), model.Series(phi1, phi2, sd));
        }, 1, 1, 1);
    }

    public static LanguageCase MovingAverage()
    {
        var model = new MovingAverageModel(s_series);
        return new(model, p =>
        {
            double mu = p.Real();
            double phi = p.Real();
            double theta = p.Real();
            double sigma = p.Positive();
            double prior = model.Mu().LogDensity(mu) + model.Phi().LogDensity(phi) + model.Theta().LogDensity(theta) + model.Sigma().LogDensity(sigma);
            return (prior, model.Arma(mu, phi, theta, sigma));
        }, 1, 1, 1, 1);
    }

    public static LanguageCase Volatility()
    {
        var model = new VolatilityModel(s_series);
        return new(model, p =>
        {
            double mu = p.Real();
            double phi = p.Between(-1, 1);
            double sigma = p.Positive();
            double[] shock = p.Reals(s_series.Length);
            double prior = model.Mu().LogDensity(mu) + model.Sigma().LogDensity(sigma) + shock.Sum(s => model.Shock(0).LogDensity(s));
            return (prior, model.Returns(mu, phi, sigma, shock));
        }, 1, 1, 1, s_series.Length);
    }

    public static LanguageCase RandomWalk()
    {
        var model = new RandomWalkModel(s_series);
        return new(model, p =>
        {
            double step = p.Positive();
            double[] z = p.Reals(s_series.Length);
            double prior = model.Step().LogDensity(step) + z.Sum(s => model.Z(0).LogDensity(s));
            return (prior, s_series.Select((v, t) => model.Y(t, step, z).LogDensity(v)).Sum());
        }, 1, s_series.Length);
    }
}
