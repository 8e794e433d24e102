namespace ProbDsl.EndToEnd.Tests.Stochastic;

/// <summary>Its prior is data, so that the posterior of one part of the observations can be the prior for the next.</summary>
[ProbabilisticModel]
public sealed partial class StreamedLine(double[] priorMean, double[] priorSd, double[] x, double[] y)
{
    [Prior] Normal Level() => new(priorMean[0], priorSd[0]);

    [Prior] Normal Slope() => new(priorMean[1], priorSd[1]);

    [Likelihood] Normal Y(int n, double level, double slope) => new(level + (slope * x[n]), 2);
}

/// <summary>Normal posteriors under mean field lose nothing from part to part: the last is that of all data at once.</summary>
public class StreamingTests
{
    /// <summary>
    /// The fixed draws make ELBO, means and standard deviations exact here; each fit ends where a step gains less than 1e-10 nats, that is
    /// within √(2e-10) = 1.4e-5 standard deviations of the optimum. Four fits add up to less than 1e-4.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void PosteriorOfThePartsInTurn_IsThatOfAllDataAtOnce(int parts)
    {
        const int Rows = 48;
        (double[] x, double[] y) = ConjugateStochasticTests.Data(Rows);
        double[] mean = [0, 0], sd = [10, 10];
        for (int part = 0; part < parts; part++)
        {
            Range rows = (part * Rows / parts)..((part + 1) * Rows / parts);
            StreamedLine.StreamedLinePosterior fit = new StreamedLine(mean, sd, x[rows], y[rows]).Fit();
            (mean, sd) = ([fit.Level.Mean, fit.Slope.Mean], [fit.Level.Sd, fit.Slope.Sd]);
        }

        double precision = 0.01 + (Rows / 4.0), exactSd = 1 / Math.Sqrt(precision);
        double[] exact = [y.Sum() / 4 / precision, x.Zip(y, (a, b) => a * b).Sum() / 4 / precision];
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(0, (mean[i] - exact[i]) / exactSd, 1e-4);
            Assert.Equal(1, sd[i] / exactSd, 1e-4);
        }
    }
}
