using BenchmarkDotNet.Attributes;

namespace ProbDsl.Benchmarks;

/// <summary>The regression of posteriordb's kidscore_momiq.</summary>
[ProbabilisticModel]
public sealed partial class KidScoreMomIq(double[] kidScore, double[] momIq)
{
    [Prior] Flat Intercept() => Flat.Real();

    [Prior] Flat Slope() => Flat.Real();

    [Prior] HalfCauchy Sigma() => new(scale: 2.5);

    [Likelihood] Normal KidScore(int n, double intercept, double slope, double sigma) => new(intercept + slope * momIq[n], sigma);
}

/// <summary>Eight schools as posteriordb writes it, not centred by hand.</summary>
[ProbabilisticModel]
public sealed partial class EightSchoolsNoncentered(double[] effect, double[] standardError)
{
    int Schools => effect.Length;

    [Prior] Normal Mu() => new(mean: 0, sd: 5);

    [Prior] HalfCauchy Tau() => new(scale: 5);

    [Prior] Normal Eta([Plate(nameof(Schools))] int j) => new(0, 1);

    [Derived] double Theta([Plate(nameof(Schools))] int j, double mu, double tau, double[] eta) => mu + tau * eta[j];

    [Likelihood] Normal Effect(int j, double[] theta) => new(theta[j], standardError[j]);
}

/// <summary>A whole fit without settings, once the runtime has compiled it: optimisation, correction, verdict, and every mean and standard deviation.</summary>
public class FitBenchmark
{
    private static readonly double[] s_iq = [.. Synthetic.Normals(434, 21).Select(z => 100 + 15 * z)];
    private static readonly double[] s_score = [.. Synthetic.Normals(434, 22).Select((z, n) => 26 + 0.6 * s_iq[n] + 18 * z)];
    private readonly EightSchools _schools = new([28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18]);
    private readonly EightSchoolsNoncentered _noncentered = new([28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18]);
    private readonly KidScoreMomIq _kidScore = new(s_score, s_iq);

    [Benchmark]
    public double EightSchools() => Finish(_schools.Fit());

    [Benchmark]
    public double EightSchoolsNoncentered() => Finish(_noncentered.Fit());

    [Benchmark]
    public double KidScoreMomIq() => Finish(_kidScore.Fit());

    /// <summary>Evaluations of the averaged gradient, for the table.</summary>
    public static IEnumerable<(string Name, FitResult Fit)> Fits()
    {
        var benchmark = new FitBenchmark();
        yield return (nameof(EightSchools), benchmark._schools.Fit());
        yield return (nameof(EightSchoolsNoncentered), benchmark._noncentered.Fit());
        yield return (nameof(KidScoreMomIq), benchmark._kidScore.Fit());
    }

    private static double Finish(FitResult fit)
    {
        double sum = fit.Verdict.IsReliable ? 1 : 0;
        foreach (ScalarPosterior x in fit.Scalars)
        {
            sum += x.Mean + x.Sd;
        }

        return sum;
    }
}
