namespace ProbDsl.EndToEnd.Tests.Reference;

/// <summary>A number from chains against the exact one, within four of its standard errors, once those are small enough for that to say anything.</summary>
internal static class FourErrors
{
    // A reference has 400 effective draws or more, so that the error of a mean is up to 1/20 of a standard deviation; that of a quantile or of a standard deviation in a
    // long tail is a few times as much.
    private const double LargestError = 0.2;

    public static void Hold(string what, double sd, double expected, double found, double error)
    {
        Assert.True(error <= LargestError * sd, FormattableString.Invariant($"{what}: an error of {error:g3} beside a standard deviation of {sd:g3} tests nothing"));
        Assert.True(Math.Abs(found - expected) <= 4 * error, FormattableString.Invariant($"{what}: {found:g6} ± {error:g3} for {expected:g6}"));
    }
}
