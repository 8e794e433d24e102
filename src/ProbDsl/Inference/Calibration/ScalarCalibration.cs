namespace ProbDsl;

/// <summary>What simulations found of one scalar.</summary>
public sealed class ScalarCalibration
{
    private readonly double _level;

    internal ScalarCalibration(string name, double[] probabilities, double level)
    {
        (Name, Probabilities, _level) = (name, probabilities, level);
        (Shift, Scatter) = CalibrationTests.ShiftAndScatter(probabilities);
        SymmetryPValue = CalibrationTests.Symmetry(probabilities);
        SpreadPValue = CalibrationTests.Spread(probabilities);
        UniformityPValue = CalibrationTests.Uniformity(probabilities);
    }

    /// <summary>The scalar's name as in the source: <c>mu</c>, <c>theta[3]</c>.</summary>
    public string Name { get; }

    /// <summary>For each simulation the posterior probability of at most the true value: independent and uniform where the fits are right.</summary>
    public IReadOnlyList<double> Probabilities { get; }

    /// <summary>How far the true values lie above the fits, on average, in the fits' standard deviations: the mean of Φ⁻¹(p), 0 where they are right.</summary>
    public double Shift { get; }

    /// <summary>
    /// How far the true values scatter about the fits, in the fits' standard deviations: the standard deviation of Φ⁻¹(p), 1 where they are right.
    /// Each counts at most as 3.7, about as far as 4,096 draws can tell.
    /// </summary>
    public double Scatter { get; }

    /// <summary>
    /// The probability of a histogram as asymmetric as this where the true one is symmetric about ½: small where the fits are biased. Butler's test:
    /// of the largest difference between the number of values above 1 − x and below x, over all x ≤ ½.
    /// </summary>
    public double SymmetryPValue { get; }

    /// <summary>
    /// The probability of a <see cref="Scatter"/> as far from 1 where the fits are right: small where they are too narrow or too wide. The chi-squared
    /// test of a normal variance.
    /// </summary>
    public double SpreadPValue { get; }

    /// <summary>
    /// The probability of a histogram as uneven as this where the fits are right: small where anything is wrong with them. Pearson's chi-squared test,
    /// with up to 20 bins and at least 10 expected values in each.
    /// </summary>
    public double UniformityPValue { get; }

    /// <summary>Whether none of the tests rejects.</summary>
    public bool IsCalibrated => !(Math.Min(SymmetryPValue, Math.Min(SpreadPValue, UniformityPValue)) < _level);

    /// <summary>What is wrong, in plain words.</summary>
    public string Text
    {
        get
        {
            List<string> found = [];
            if (SymmetryPValue < _level)
            {
                found.Add(FormattableString.Invariant(
                    $"biased {(Shift > 0 ? "low" : "high")}: the truth lies {Math.Abs(Shift):0.00} standard deviations {(Shift > 0 ? "above" : "below")} on average"));
            }

            if (SpreadPValue < _level)
            {
                found.Add(FormattableString.Invariant($"too {(Scatter > 1 ? "narrow" : "wide")}: the truth scatters {Scatter:0.00} times as far as the fits say"));
            }

            return found.Count > 0 ? string.Join("; ", found) : IsCalibrated ? "no fault found" : "wrong in its form: the probabilities are not uniform";
        }
    }

    /// <summary>How many of the probabilities lie in each of equally wide bins.</summary>
    /// <param name="bins">How many bins.</param>
    /// <returns>The counts.</returns>
    public int[] Histogram(int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        int[] counts = new int[bins];
        foreach (double p in Probabilities)
        {
            counts[Math.Min((int)(p * bins), bins - 1)]++;
        }

        return counts;
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Name}: {Text} (shift {Shift:0.00}, scatter {Scatter:0.00}; p-values: symmetry {SymmetryPValue:0.0000}, spread {SpreadPValue:0.0000}, uniformity {UniformityPValue:0.0000})");
}
