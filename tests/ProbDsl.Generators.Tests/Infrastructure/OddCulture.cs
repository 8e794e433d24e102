using System.Globalization;

namespace ProbDsl.Generators.Tests;

/// <summary>A culture that writes −0,5 (U+2212, decimal comma), as Swedish does, for the length of a block.</summary>
/// <remarks>Made by hand: with invariant globalization there is no other culture to load.</remarks>
internal sealed class OddCulture : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    public OddCulture()
    {
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = "\u00A0";
        CultureInfo.CurrentCulture = culture;
    }

    public void Dispose() => CultureInfo.CurrentCulture = _before;
}
