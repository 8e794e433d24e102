namespace ProbDsl;

/// <summary>Where codes with an attribute lie from those without: the difference of the means of the two groups, along which an attribute is given to a code or taken from it.</summary>
/// <param name="Direction">The mean code with the attribute less that without.</param>
/// <param name="EffectSize">
/// Cohen's d along it: the distance of the two groups' means over their pooled standard deviation, both of the codes projected on the direction. 0.8 is called large (Cohen
/// 1988). Of the same codes as the direction, it is too high where there are few.
/// </param>
public sealed record AttributeDirection(double[] Direction, double EffectSize)
{
    /// <summary>The direction of an attribute.</summary>
    /// <param name="codes">Codes.</param>
    /// <param name="hasAttribute">Whether each has it.</param>
    /// <exception cref="ArgumentException">The numbers of codes and attributes differ, or one of the groups has fewer than two.</exception>
    public static AttributeDirection Of(double[][] codes, bool[] hasAttribute)
    {
        (double[][] with, double[][] without) = Groups(codes, hasAttribute);
        var direction = new AttributeDirection([.. Mean(with).Zip(Mean(without), (a, b) => a - b)], 0);
        return direction with { EffectSize = direction.EffectOn(codes, hasAttribute) };
    }

    /// <summary>Cohen's d of other codes along the direction, negative where those with the attribute lie the other way; 0 where the direction is 0.</summary>
    /// <param name="codes">Codes.</param>
    /// <param name="hasAttribute">Whether each has it.</param>
    /// <exception cref="ArgumentException">The numbers of codes and attributes differ, or one of the groups has fewer than two.</exception>
    public double EffectOn(double[][] codes, bool[] hasAttribute)
    {
        (double[][] with, double[][] without) = Groups(codes, hasAttribute);
        double norm = Math.Sqrt(VectorMath.Dot(Direction, Direction));
        (double Mean, double Squares) Along(double[][] group)
        {
            double[] along = [.. group.Select(z => VectorMath.Dot(z, Direction) / norm)];
            double mean = along.Average();
            return (mean, along.Sum(x => (x - mean) * (x - mean)));
        }

        var (one, other) = (Along(with), Along(without));
        return norm == 0 ? 0 : (one.Mean - other.Mean) / Math.Sqrt((one.Squares + other.Squares) / (codes.Length - 2));
    }

    /// <summary>A code moved along the direction.</summary>
    /// <param name="code">The code.</param>
    /// <param name="amount">How far: 1 from the middle of one group to that of the other, negative the other way.</param>
    public double[] Shift(double[] code, double amount = 1) => [.. code.Zip(Direction, (z, d) => z + amount * d)];

    private static double[] Mean(double[][] codes) => [.. Enumerable.Range(0, codes[0].Length).Select(k => codes.Average(z => z[k]))];

    private static (double[][] With, double[][] Without) Groups(double[][] codes, bool[] hasAttribute)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(hasAttribute);
        double[][] with = [.. codes.Where((_, i) => i < hasAttribute.Length && hasAttribute[i])], without = [.. codes.Where((_, i) => i < hasAttribute.Length && !hasAttribute[i])];
        return codes.Length == hasAttribute.Length && with.Length >= 2 && without.Length >= 2 ? (with, without) : throw new ArgumentException(FormattableString.Invariant(
            $"Two groups of two codes or more are compared; of {codes.Length} codes and {hasAttribute.Length} attributes {with.Length} have it and {without.Length} do not."), nameof(hasAttribute));
    }
}
