namespace ProbDsl.Tests.Distributions;

/// <summary>Log densities and distribution functions far out, against mpmath 1.3 with 60 digits at the same binary arguments.</summary>
public sealed class TailConstants
{
    private static readonly Constant[] Constants =
    [
        new(new Normal(0, 1), -35.0, -613.41893853320467, double.NaN),
        new(new Normal(0, 1), -1e-08, -0.91893853320467279, double.NaN),
        new(new LogNormal(0.3, 1.2), 1e-18, -564.78420994365329, 1.7977038213204185e-265),
        new(new LogNormal(0.3, 1.2), 1000000.0, -78.343515662700324, 1.0),
        new(new HalfNormal(2.5), 1e-200, -1.1420820845188825, 3.1915382432114614e-201),
        new(new HalfNormal(2.5), 50.0, -201.14208208451888, 1.0),
        new(new StudentT(0.1, 0.5, 2), -1e200, -509.67574828314907, 4.4733714402729711e-21),
        new(new StudentT(0.1, 0.5, 2), -10000000000.0, -28.435463847448515, 0.044733714402506151),
        new(new StudentT(30, 0.5, 2), -1000000.0, -355.6951382915657, 1.1128667392126184e-150),
        new(new StudentT(30, 0.5, 2), -30.0, -35.244439898584195, 5.6450947055083504e-16),
        new(new StudentT(1e8, 0.5, 2), -10.0, -15.393333954848932, 7.6049759934298198e-8),
        new(new Cauchy(0.5, 2), -1e200, -921.48561990290773, 6.3661977236758136e-201),
        new(new Cauchy(0.5, 2), -10000000000.0, -46.503284565270369, 6.3661977233575035e-11),
        new(new HalfCauchy(2), 1e-200, -1.1447298858494002, 3.1830988618379067e-201),
        new(new HalfCauchy(2), 1e200, -920.79247272234778, 1.0),
        new(new Laplace(0.5, 2), -1000.0, -501.63629436111989, 2.7743128423110845e-218),
        new(new Logistic(0.5, 2), -1000.0, -500.94314718055995, 5.5486256846221691e-218),
        new(new Logistic(0.5, 2), 1000.0, -500.44314718055995, 1.0),
        new(new Gumbel(0.5, 2), -11.0, -309.13380746625414, 3.537773075543915e-137),
        new(new Gumbel(0.5, 2), 80.0, -40.443147180559945, 0.99999999999999999),
        new(new Exponential(0.7), 1e-200, -0.35667494393873244, 6.9999999999999994e-201),
        new(new Exponential(0.7), 1000.0, -700.35667494393869, 1.0),
        new(Gamma.FromShapeAndRate(0.01, 1), 1e-300, 679.26829274118955, 0.0010057065285003849),
        new(Gamma.FromShapeAndRate(0.01, 1), 500.0, -510.75194189547999, 1.0),
        new(Gamma.FromShapeAndRate(300, 20), 1.7, -385.82453833662555, 1.7534429549083173e-170),
        new(Gamma.FromShapeAndRate(300, 20), 40.0, -207.50742862414753, 1.0),
        new(Gamma.FromShapeAndRate(1e9, 1e7), 100.0, 4.8375241991971081, 0.50000420522087006),
        new(Gamma.FromShapeAndRate(1e9, 1e7), 100.015625, -7.3683918718349116, 0.99999961101065088),
        new(new InverseGamma(3, 0.7), 0.001, -674.13215089644754, 2.4225323864784619e-299),
        new(new InverseGamma(3, 0.7), 1e100, -922.79720920999442, 1.0),
        new(new ChiSquared(200), 0.5, -497.32049430100452, 5.2059487067099019e-219),
        new(new ChiSquared(200), 700.0, -129.89197025627287, 1.0),
        new(new Weibull(7, 0.7), 1e-10, -133.7124708230163, 1.2142656789020133e-69),
        new(new Weibull(7, 0.7), 2.0, -1545.6585511545905, 1.0),
        new(new Beta(0.01, 0.02), 1e-300, 678.85745926853358, 6.6688133015173837e-4),
        new(new Beta(0.01, 0.02), 0.999999, 8.5288879860793173, 0.74705938396045731),
        new(new Beta(500, 700), 0.1, -405.68639166319096, 1.5373547535260325e-180),
        new(new Beta(500, 700), 0.7, -202.60721706359825, 1.0),
        new(new Beta(1e8, 3e8), 0.249975, 9.1549076085481169, 0.12410522532280377),
        new(new Beta(1e8, 3e8), 0.25, 9.8215372352145133, 0.50000767764776905),
        new(new TruncatedNormal(0, 1, 10, 10.001), 10.0005, 6.9077511535696164, 0.50125005987029389),
        new(new TruncatedNormal(0, 1, 40, double.PositiveInfinity), 40.001, 3.6495029805492087, 0.039235030436286034),
        new(new TruncatedNormal(1, 2, double.NegativeInfinity, -30), -30.25, 0.10650022564575807, 0.14180822391635585),
        new(Binomial.FromProbability(1000, 0.3), 10.0, -311.21992550471612, 7.0668555733721121e-136),
        new(Binomial.FromProbability(1000, 0.3), 990.0, -1141.5718286841757, 1.0),
        new(Binomial.FromProbability(1_000_000_000, 0.3), 299950000.0, -16.452769888254229, double.NaN),
        new(Binomial.FromLogit(10, -800), 1.0, -797.69741490700595, double.NaN),
        new(Binomial.FromLogit(10, 40), 2.0, -316.19333751022968, 4.7750541918585799e-138),
        new(Poisson.FromRate(1e-8), 2.0, -37.534508678464676, 1.0),
        new(Poisson.FromRate(1e9), 1000000000.0, -11.280571451761212, 0.50000841044173899),
        new(Poisson.FromRate(1e9), 1000100000.0, -16.280454790927537, 0.99921721386733277),
        new(Poisson.FromLogRate(-800), 2.0, -1600.6931471805599, double.NaN),
        new(NegativeBinomial.FromMeanAndDispersion(3, 0.1), 0.0, -0.34339872044851464, 0.70935532069514632),
        new(NegativeBinomial.FromMeanAndDispersion(3, 0.1), 500.0, -24.584260096252717, 0.99999999940032321),
        new(NegativeBinomial.FromMeanAndDispersion(5, 1e8), 2.0, -2.4742713206917463, 0.12465202579990638),
        new(NegativeBinomial.FromMeanAndDispersion(5, 1e8), 10.0, -4.0100333737345175, 0.98630472913501843),
        new(NegativeBinomial.FromLogMeanAndDispersion(-800, 2), 2.0, -1600.2876820724518, double.NaN),
        new(Geometric.FromProbability(1e-10), 3.0, -23.025850930240457, 3.9999999994000001e-10),
        new(Geometric.FromProbability(1e-10), 100000000000.0, -33.025850930440457, 0.99995460007026476),
    ];

    /// <summary>The indices of the table.</summary>
    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Constants.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void LogDensity_AgreesWithSixtyDigits(int index)
    {
        (IDistribution distribution, double x, double logDensity, _) = Constants[index];

        // Ten last places of the result, or of the largest term. At counts and shapes of 1e9, some standard deviations away from the
        // mean, the rounding of the argument itself moves the log density by 1e9 · 1e-16 · 1e-4.
        double tolerance = 10 * 2.3e-16 * Math.Max(1, Math.Abs(logDensity)) + (IsHuge(distribution) ? 5e-12 : 0);
        Assert.Equal(logDensity, distribution.LogDensity(x), tolerance);
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void Cdf_AgreesWithSixtyDigits(int index)
    {
        (IDistribution distribution, double x, _, double cdf) = Constants[index];
        if (double.IsNaN(cdf))
        {
            return;
        }

        // Relative. A tail is the exponential of a number of up to 700, whose last place is 1e-13.
        Assert.Equal(1, distribution.Cdf(x) / cdf, IsHuge(distribution) ? 2e-11 : 3e-13);
    }

    [Fact]
    public void TruncatedMoments_FarOut_AgreeWithSixtyDigits()
    {
        // E[X] − lower is what the far tail determines; the sum with lower has the last place of lower.
        var open = new TruncatedNormal(0, 1, 40, double.PositiveInfinity);
        Assert.Equal(40.024968847207263723, open.Mean, 1e-14);
        Assert.Equal(1, open.Variance / 6.2266837859138877e-4, 1e-13);

        var distant = new TruncatedNormal(0, 1, 1e6, double.PositiveInfinity);
        Assert.Equal(1, distant.Variance / 9.99999999994e-13, 1e-11);

        // (b − a) is rounded: 0.01 has 2e-15 of 12 in it, relative to 0.01 that is 2e-13.
        var thin = new TruncatedNormal(0, 1, 12, 12.01);
        Assert.Equal(12.004899982688346, thin.Mean, 1e-14);
        Assert.Equal(1, thin.Variance / 8.327304044243168e-6, 1e-12);

        var around = new TruncatedNormal(0, 1, -0.001, 0.002);
        Assert.Equal(1, around.Mean / 4.9999962500011251e-4, 1e-13);
        Assert.Equal(1, around.Variance / 7.4999977499993976e-7, 1e-13);
    }

    private static bool IsHuge(IDistribution distribution) => distribution.ToString()!.Contains("000000", StringComparison.Ordinal);

    private sealed record Constant(IDistribution Distribution, double X, double LogDensity, double Cdf);
}
