namespace ProbDsl.Tests.Inference;

public class ReportTests
{
    /// <summary>A fit whose numbers are all given.</summary>
    private sealed class GivenProgram(IReadOnlyList<QuantityInfo> quantities, Func<int, double[]> column) : FittedProgram
    {
        public override IReadOnlyList<QuantityInfo> Quantities => quantities;

        public override int NoiseCount => 1;

        public override double[] Gradient(ElboPart part, int draws, ulong seed) => [];

        public override GradientDecomposition Decompose(int draws, ulong seed) => new GradientMoments(0).ToDecomposition([]);

        public override NonFiniteValue? LocateNonFinite(int draws, ulong seed) => null;

        public override Estimate Average(ElboPart part, int draws, ulong seed) => part switch
        {
            ElboPart.Elbo => new Estimate(-31.2346, 0.0213),
            ElboPart.Reconstruction => new Estimate(-28.5, 0.034),
            _ => new Estimate(2.7346, 0),
        };

        public override double[][] Columns(int draws, ulong seed) => [.. Enumerable.Range(0, ScalarCount).Select(column)];

        public override (double Mean, double Sd)[] Moments(int draws, ulong seed) => Array.ConvertAll(Columns(draws, seed), x =>
        {
            double mean = x.Average();
            return (mean, Math.Sqrt(x.Average(value => (value - mean) * (value - mean))));
        });

        public override double[][] Rows(int draws, ulong seed) => [];

        public override double[][] Rows(int draws, ulong seed, GaussianShape shape) => [];

        public override (double[] Mean, double[] Covariance)? Affine(int[] scalars) => null;

        public override FittedGaussian? Gaussian(int[] latents, IReadOnlyList<string> standardised) => null;

        public override double[]? LogRatios(ImportanceDraws draws) => null;

        public override double[]? LogRatios(ExactPoints draws, IReadOnlyList<string> standardised) => null;

        public override double KHat(FitOptions options) => double.NaN;
    }

    private static readonly FitRecord Record = new()
    {
        ModelName = "Schools",
        Family = "mean field",
        Status = FitStatus.Converged,
        Reason = "Another step would gain 1.0e-12, less than the tolerance.",
        Iterations = 20,
        Evaluations = 31,
        GradientNorm = 2.5e-9,
        FixedDraws = 64,
        Milliseconds = 1.25,
        Phi = [0.5],
        Options = FitOptions.Default,
    };

    private sealed class TypedFit(FitResult fit) : FitResult(fit)
    {
        public ScalarPosterior Mu => Scalar(0);

        public MatrixPosterior Beta => Matrix(1);
    }

    private static FitResult Given(params QuantityInfo[] quantities)
        => new(Record, new GivenProgram(quantities, c => c == 1 ? [double.NaN, 1] : [1000 * c + 1, 1000 * c + 2, 1000 * c + 3, 1000 * c + 4]));

    [Fact]
    public void Table_IsAsExpected()
    {
        FitResult fit = Given(new QuantityInfo("mu", -1, -1), new QuantityInfo("tau", -1, -1), new QuantityInfo("theta", 60, -1));
        string[] lines = fit.ToString().Split('\n');
        Assert.Equal("Schools, mean field: converged. Another step would gain 1.0e-12, less than the tolerance.", lines[0]);
        Assert.Equal("ELBO -31.235 ± 0.021 = reconstruction -28.500 ± 0.034 - KL 2.7346; 31 evaluations of up to 64 draws in 1.3 ms", lines[1]);
        Assert.Equal("Means, standard deviations and quantiles are q's (mean field), unchecked: its draws were not weighed. Try [FullRank], or", lines[2]);
        Assert.Equal("leave the family to the fit.", lines[3]);
        Assert.Equal("", lines[4]);
        Assert.Equal("               mean    sd        5%       50%       95%", lines[5]);
        Assert.Equal("mu             2.50  1.12      1.00      2.50      4.00", lines[6]);
        Assert.Equal("tau             NaN   NaN       NaN       NaN         1", lines[7]);
        Assert.Equal("theta[0]    2002.50  1.12   2001.00   2002.50   2004.00", lines[8]);
        Assert.Equal("… 20 more of theta", lines[48]);
        Assert.Equal(50, lines.Length);
    }

    [Fact]
    public void Json_IsAsExpected()
    {
        string json = Given(new QuantityInfo("mu", -1, -1), new QuantityInfo("tau", -1, -1)).ToJson();
        Assert.Equal(
            """
            {
              "model": "Schools",
              "seed": 20260101,
              "status": "converged",
              "reason": "Another step would gain 1.0e-12, less than the tolerance.",
              "family": "mean field",
              "elbo": -31.2346,
              "elboStandardError": 0.0213,
              "milliseconds": 1.25,
              "parameters": [
                {
                  "name": "mu",
                  "mean": 2.5,
                  "sd": 1.118033988749895,
                  "q05": 1,
                  "q50": 2.5,
                  "q95": 4
                },
                {
                  "name": "tau",
                  "mean": null,
                  "sd": null,
                  "q05": null,
                  "q50": null,
                  "q95": 1
                }
              ],
              "kHat": null,
              "gradientNorm": 2.5E-09,
              "evaluations": 31,
              "verdict": "Means, standard deviations and quantiles are q's (mean field), unchecked: its draws were not weighed. Try [FullRank], or leave the family to the fit.",
              "isReliable": false,
              "reported": "approximation",
              "proposal": null,
              "proposalReason": null,
              "logEvidence": null,
              "logEvidenceStandardError": null
            }
            """.ReplaceLineEndings("\n"),
            json.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void TypedFit_SharesTheSummaries()
    {
        FitResult fit = Given(new QuantityInfo("mu", -1, -1), new QuantityInfo("beta", 2, 3));
        var typed = new TypedFit(fit);
        Assert.Same(fit.Scalars[0], typed.Mu);
        Assert.Equal((2, 3), (typed.Beta.Rows, typed.Beta.Columns));
        Assert.Equal("beta[1,2]", typed.Beta[1, 2].Name);
        Assert.Equal(6002.5, typed.Beta.Mean[1, 2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => typed.Beta[0, 3]);
    }

    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(0.125, 1)]
    [InlineData(0.25, 1.5)]
    [InlineData(0.5, 2.5)]
    [InlineData(0.875, 4)]
    [InlineData(1.0, 4)]
    public void Quantile_InterpolatesBetweenMidpoints(double p, double expected)
        => Assert.Equal(expected, new ScalarPosterior("x", new DrawMarginal((2.5, Math.Sqrt(1.25)), () => [4, 1, 3, 2])).Quantile(p));

    [Fact]
    public void QuantileOutsideZeroToOne_IsRefused()
        => Assert.Throws<ArgumentOutOfRangeException>(() => new ScalarPosterior("x", new DrawMarginal((1, 0), () => [1])).Quantile(1.5));

    [Theory]
    [InlineData(4.3712, 3.29, "4.37")]
    [InlineData(1234.567, 900, "1235")]
    [InlineData(-0.0004, 1, "0.00")]
    [InlineData(0.000123456, 0.0001, "0.000123")]
    [InlineData(3.5e12, 1e11, "3.500E+012")]
    [InlineData(2, 0, "2")]
    [InlineData(double.NegativeInfinity, 1, "-∞")]
    public void TableNumbers_HaveTheDigitsTheirSpreadSupports(double value, double spread, string expected)
        => Assert.Equal(expected, TableNumber.Format(value, spread));
}
