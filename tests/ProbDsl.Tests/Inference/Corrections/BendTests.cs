namespace ProbDsl.Tests.Inference.Corrections;

/// <summary>Bent Gaussians: the map, the fit to points, and the density of what is drawn.</summary>
public class BendTests
{
    private static readonly int[] s_widths = [1, 4, 8];

    // d·c = 0.
    private static readonly Bend s_bend = new([0.6, 0.8, 0], 0.3, [1.6, -1.2, 0.5], 1.1);

    [Fact]
    public void Undo_ReturnsToTheStraightPoint()
    {
        double[] z = [0.7, -1.9, 2.3], bent = [.. z];
        s_bend.Apply(ScalarSpan.Cast(bent.AsSpan()));
        double amount = Math.Pow(0.3 + 0.6 * 0.7 - 0.8 * 1.9, 2) - 1.1;
        Assert.Equal(0.7 + 1.6 * amount, bent[0], 1e-14);
        s_bend.Undo(ScalarSpan.Cast(bent.AsSpan()));
        for (int i = 0; i < z.Length; i++)
        {
            Assert.Equal(z[i], bent[i], 1e-14);
        }
    }

    /// <summary>The Jacobian I + 2t·c·dᵀ by central differences, which are exact to rounding for a quadratic map: its determinant is 1.</summary>
    [Fact]
    public void Apply_KeepsVolumes()
    {
        double[] at = [0.7, -1.9, 2.3];
        const double H = 0.5;
        double[,] j = new double[3, 3];
        for (int k = 0; k < 3; k++)
        {
            double[] up = [.. at], down = [.. at];
            up[k] += H;
            down[k] -= H;
            s_bend.Apply(ScalarSpan.Cast(up.AsSpan()));
            s_bend.Apply(ScalarSpan.Cast(down.AsSpan()));
            for (int i = 0; i < 3; i++)
            {
                j[i, k] = (up[i] - down[i]) / (2 * H);
            }
        }

        double determinant = j[0, 0] * (j[1, 1] * j[2, 2] - j[1, 2] * j[2, 1]) - j[0, 1] * (j[1, 0] * j[2, 2] - j[1, 2] * j[2, 0])
            + j[0, 2] * (j[1, 0] * j[2, 1] - j[1, 1] * j[2, 0]);
        Assert.Equal(1, determinant, 1e-13);
    }

    /// <summary>
    /// The posterior is a banana exactly, x ~ N(0, 1), y | x ~ N(b·(x² − 1), s²), so that a bent Gaussian is it. The draws then have a constant density
    /// ratio where they come from the bent part itself, which has at least half of them: the effective share is at least that.
    /// </summary>
    [Theory]
    [InlineData(1, 0.3, 2)]
    [InlineData(4, 0.1, 2)]
    [InlineData(2, 0.2, 6)]
    public void Banana_IsDrawnFromAsItIs(double bend, double sd, int dimension)
    {
        FitResult fit = VariationalFit.Run(new MeanField<BananaTarget>(new BananaTarget(dimension, bend, sd)));
        Assert.True(fit.Verdict.IsReliable, fit.Verdict.Text);
        Assert.NotNull(fit.Record.Correction!.Draws.Proposal!.Bend);
        double error = 4 / Math.Sqrt(fit.EffectiveDraws);
        double[] sds = [1, Math.Sqrt(2 * bend * bend + sd * sd), .. Enumerable.Repeat(1.0, dimension - 2)];
        for (int i = 0; i < dimension; i++)
        {
            // Of a mean four standard errors; of a standard deviation the same times √((κ − 1)/4), with the kurtosis κ ≤ 15 of a χ² with one degree of freedom.
            Assert.Equal(0, fit.Scalars[i].Mean / sds[i], error);
            Assert.Equal(1, fit.Scalars[i].Sd / sds[i], error * Math.Sqrt(14.0 / 4));
        }

        Assert.Equal(0, fit.LogEvidence.Value, 4 * fit.LogEvidence.StandardError + 1e-9);
    }

    /// <summary>Every width draws the same bits.</summary>
    [Fact]
    public void Banana_HasTheSameBitsInEveryWidth()
    {
        var program = new MeanField<BananaTarget>(new BananaTarget(3, 2, 0.2));
        string[] fits = [.. s_widths.Select(width => VariationalFit.Run(program, new FitOptions { LaneWidth = width }).Scalars)
            .Select(scalars => string.Join(' ', scalars.Select(s => $"{s.Mean:R} {s.Sd:R}")))];
        Assert.Single(fits.Distinct());
    }

    private readonly struct BananaTarget(int dimension, double bend, double sd) : ITarget
    {
        public int Dimension => dimension;

        public T LogDensity<T>(ReadOnlySpan<T> u, Span<T> gradient)
            where T : unmanaged, ILane<T>
        {
            T z = (u[1] - bend * (u[0] * u[0] - 1.0)) / sd, sum = u[0] * u[0] + z * z;
            gradient[0] = -u[0] + 2 * bend / sd * u[0] * z;
            gradient[1] = -z / sd;
            for (int i = 2; i < u.Length; i++)
            {
                sum += u[i] * u[i];
                gradient[i] = -u[i];
            }

            return -0.5 * sum - (Math.Log(sd) + 0.5 * u.Length * Math.Log(2 * Math.PI));
        }
    }
}
