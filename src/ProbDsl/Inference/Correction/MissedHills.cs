using System.Globalization;

namespace ProbDsl;

/// <summary>Says what further starts have found.</summary>
internal static class MissedHills
{
    /// <summary>A sentence for the verdict.</summary>
    /// <param name="missed">How many starts ended where draws are missing.</param>
    /// <param name="starts">How many there were.</param>
    /// <param name="share">The mass there, at least, as a share of what was found.</param>
    public static string Sentence(int missed, int starts, double share)
    {
        // Far enough away a very small mass counts: it is not to be rounded to none.
        string percent = (100 * share).ToString(share < 1e-3 ? "G1" : "0.#", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{missed} of {starts} further starts end at another optimum that the draws miss, with at least {percent} % as much mass as was found.");
    }
}
