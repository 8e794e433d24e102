namespace ProbDsl.Reports;

/// <summary>The plane in which rows of numbers vary most, and how much of their variance it shows: the two leading principal components (Pearson 1901).</summary>
public sealed class Projection
{
    private readonly double[] _mean;
    private readonly double[][] _axes;

    private Projection(double[] mean, double[][] axes, double share) => (_mean, _axes, Share) = (mean, axes, share);

    /// <summary>The share of the total variance that the plane shows, from 0 to 1; 1 for rows of two numbers.</summary>
    public double Share { get; }

    /// <summary>Finds the plane.</summary>
    /// <param name="rows">At least two rows, of at least two numbers each, all finite.</param>
    /// <returns>The projection. Rows of two numbers are shown as they are.</returns>
    /// <exception cref="ArgumentException">The rows are too few, too short or of different lengths, or do not vary.</exception>
    public static Projection Of(IReadOnlyList<double[]> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int n = rows.Count, d = n == 0 ? 0 : rows[0].Length;
        if (n < 2 || d < 2 || rows.Any(r => r.Length != d))
        {
            throw new ArgumentException(FormattableString.Invariant($"A projection needs two rows at least, all of one length of two at least; there are {n}, the first of length {d}."), nameof(rows));
        }

        if (d == 2)
        {
            return new Projection([0, 0], [[1, 0], [0, 1]], 1);
        }

        double[] mean = [.. Enumerable.Range(0, d).Select(i => rows.Average(r => r[i]))];
        double[,] covariance = new double[d, d];
        foreach (double[] row in rows)
        {
            for (int i = 0; i < d; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    covariance[i, j] += (row[i] - mean[i]) * (row[j] - mean[j]) / n;
                    covariance[j, i] = covariance[i, j];
                }
            }
        }

        double total = Enumerable.Range(0, d).Sum(i => covariance[i, i]);
        if (!(total > 0) || !double.IsFinite(total))
        {
            throw new ArgumentException("The rows do not vary, or are not all finite.", nameof(rows));
        }

        (double[] values, double[][] vectors) = SymmetricEigen.Of(covariance);
        double[][] axes = [Signed(vectors[0]), Signed(vectors[1])];
        return new Projection(mean, axes, (values[0] + values[1]) / total);
    }

    /// <summary>Where a row lies in the plane.</summary>
    /// <param name="row">As long as the rows that the plane was found from.</param>
    /// <returns>Its two coordinates, around the mean of these rows; of two numbers the numbers themselves.</returns>
    public (double X, double Y) Place(double[] row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return (Along(_axes[0]), Along(_axes[1]));

        double Along(double[] axis)
        {
            double sum = 0;
            for (int i = 0; i < axis.Length; i++)
            {
                sum += axis[i] * (row[i] - _mean[i]);
            }

            return sum;
        }
    }

    // An axis has no direction of its own: its largest element is made positive.
    private static double[] Signed(double[] axis) => axis[Enumerable.Range(0, axis.Length).MaxBy(i => Math.Abs(axis[i]))] < 0 ? Array.ConvertAll(axis, a => -a) : axis;
}
