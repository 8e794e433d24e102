using System.Collections.Concurrent;

namespace ProbDsl.Tests.Inference.RandomModels;

/// <summary>A thousand small random posteriors: each fit ends, and is right by quadrature or says that it may not be.</summary>
public class RandomModelTests
{
    private const int Models = 100;

    // Beyond what the number of effective draws explains, three standard errors of it.
    private const double MeanTolerance = 0.05;
    private const double SdTolerance = 0.05;
    private const double StandardErrors = 3;

    // A larger kurtosis, that of Student's t below five degrees of freedom, excuses nothing: a fit has to notice for itself that its
    // standard deviation hangs on a few draws.
    private const double LargestKurtosis = 9;

    // The largest number of evaluations that a fit of at most two variables has any reason for.
    private const int MostEvaluations = 20_000;

    public static TheoryData<string> All => [.. Families.Ordinary, .. Families.Difficult];

    /// <summary>Those of which the fit is not beaten: without difficulties, or with such as it masters.</summary>
    public static TheoryData<string> Mastered => [.. Families.Ordinary, "Banana", "NormalSample", "Separation"];

    [Theory]
    [MemberData(nameof(All))]
    public void Fit_IsRightOrFlagged(string family)
        => Assert.Equal([], Fits.Of(family).Where(fit => fit.Fault is not null && !fit.IsFlagged).Select(fit => fit.Fault!));

    /// <summary>A verdict that doubts everything would pass the test above. Of the 100 fits of such a family two may be doubted.</summary>
    [Theory]
    [MemberData(nameof(Mastered))]
    public void MasteredFit_IsNotFlagged(string family)
        => Assert.InRange(Fits.Of(family).Count(fit => fit.IsFlagged), 0, 2);

    /// <summary>
    /// Starts where −log p is 5e10 and 235: the curvature on the way is no measure of the curvature in the tail of a t, some thousand standard deviations
    /// from the centre, where half of the way is left.
    /// </summary>
    [Theory]
    [InlineData(4)]
    [InlineData(66)]
    public void StartFarOutInATail_IsLeft(int number)
    {
        RandomTarget target = Families.Make("LightT", number);
        FitResult fit = VariationalFit.Run(new MeanField<RandomTarget>(target));
        Assert.True(fit.Verdict.IsReliable, fit.Verdict.Text);
        Assert.Null(Fault(fit, target, "LightT"));
    }

    /// <summary>What a fit is wrong about, in words; null where it is right.</summary>
    private static string? Fault(FitResult fit, RandomTarget target, string name)
    {
        if (fit.Evaluations > MostEvaluations)
        {
            return FormattableString.Invariant($"{name}: {fit.Evaluations} evaluations");
        }

        (double Mean, double Sd, double Kurtosis)[] truth = target.Truth();
        double standardErrors = StandardErrors / Math.Sqrt(Math.Max(1, fit.EffectiveDraws));
        for (int i = 0; i < truth.Length; i++)
        {
            (double mean, double sd, double kurtosis) = truth[i];
            double meanError = (fit.Scalars[i].Mean - mean) / sd, sdError = fit.Scalars[i].Sd / sd - 1;
            double sdTolerance = SdTolerance + standardErrors * Math.Sqrt((Math.Min(kurtosis, LargestKurtosis) - 1) / 4);
            if (!(Math.Abs(meanError) <= MeanTolerance + standardErrors) || !(Math.Abs(sdError) <= sdTolerance))
            {
                return FormattableString.Invariant(
                    $"{name}: u[{i}] = {mean:G6} ± {sd:G4}, but the fit's mean is {meanError:+0.000;-0.000} sd away and its sd {100 * sdError:+0.0;-0.0} % off; k̂ {fit.KHat:0.00}, {fit.EffectiveDraws:0} of {fit.CorrectionDraws} draws");
            }
        }

        return null;
    }

    /// <summary>The fits of a family, made once for all tests.</summary>
    private static class Fits
    {
        private static readonly ConcurrentDictionary<string, Lazy<(string? Fault, bool IsFlagged)[]>> s_fits = new();

        public static (string? Fault, bool IsFlagged)[] Of(string family)
            => s_fits.GetOrAdd(family, name => new Lazy<(string?, bool)[]>(() => Run(name))).Value;

        private static (string? Fault, bool IsFlagged)[] Run(string family)
        {
            var fits = new (string?, bool)[Models];
            Parallel.For(0, Models, number =>
            {
                RandomTarget target = Families.Make(family, number);
                FitResult fit = VariationalFit.Run(new MeanField<RandomTarget>(target));
                fits[number] = (Fault(fit, target, $"{family} {number}"), !fit.Verdict.IsReliable);
            });

            return fits;
        }
    }
}
