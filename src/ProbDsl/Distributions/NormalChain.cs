using System.ComponentModel;
using System.Globalization;

namespace ProbDsl;

/// <summary>
/// A covariance matrix as a chain of conditionals: xᵢ given those before it is normal with mean mᵢ + Σⱼ₍ⱼ﹤ᵢ₎ Bᵢⱼ (xⱼ − mⱼ) and standard deviation sᵢ.
/// </summary>
/// <remarks>
/// With the lower-triangular W for which WᵀW is the precision, W (x − m) is standard normal; hence sᵢ = 1/Wᵢᵢ and Bᵢⱼ = −Wᵢⱼ/Wᵢᵢ. W is the inverse of the Cholesky
/// factor of a covariance; of a precision it is found from the last element to the first, without an inverse. Used by generated code.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NormalChain
{
    // Entries that are equal but for rounding: a covariance is often computed.
    private const double Symmetry = 1e-9;

    // A pivot that is smaller, in units of the diagonal, is rounding.
    private const double SmallestPivot = 1e-14;

    private readonly double[] _whitening;

    private NormalChain(int count, double[] whitening) => (Count, _whitening) = (count, whitening);

    /// <summary>The order of the matrix.</summary>
    public int Count { get; }

    /// <summary>Bᵢⱼ for j &lt; i.</summary>
    public double Coefficient(int i, int j) => -_whitening[i * Count + j] / _whitening[i * Count + i];

    /// <summary>sᵢ.</summary>
    public double Scale(int i) => 1 / _whitening[i * Count + i];

    /// <summary>The precision matrix WᵀW.</summary>
    public double[,] Precision()
    {
        double[,] precision = new double[Count, Count];
        for (int k = 0; k < Count; k++)
        {
            for (int i = 0; i <= k; i++)
            {
                for (int j = 0; j <= k; j++)
                {
                    precision[i, j] += _whitening[k * Count + i] * _whitening[k * Count + j];
                }
            }
        }

        return precision;
    }

    /// <summary>log det W, minus half the logarithm of the determinant of the covariance.</summary>
    internal double LogDeterminant => Enumerable.Range(0, Count).Sum(i => Math.Log(_whitening[i * Count + i]));

    /// <summary>The chain of a covariance matrix.</summary>
    /// <exception cref="ArgumentException">It is not square, symmetric, finite and positive definite.</exception>
    public static NormalChain FromCovariance(double[,] covariance)
    {
        double[] factor = Symmetric(covariance, nameof(covariance));
        Factor(factor, covariance.GetLength(0), nameof(covariance));
        return new(covariance.GetLength(0), Inverse(factor, covariance.GetLength(0)));
    }

    /// <summary>The chain of a precision matrix, the inverse of a covariance.</summary>
    /// <exception cref="ArgumentException">It is not square, symmetric, finite and positive definite.</exception>
    public static NormalChain FromPrecision(double[,] precision)
    {
        // Turned round in both indices, the Cholesky factor C with CCᵀ becomes the W with WᵀW.
        double[] turned = Symmetric(precision, nameof(precision));
        int n = precision.GetLength(0);
        Array.Reverse(turned);
        Factor(turned, n, nameof(precision));
        double[] whitening = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                whitening[i * n + j] = turned[(n - 1 - j) * n + n - 1 - i];
            }
        }

        return new(n, whitening);
    }

    /// <summary>The chain of the covariance CCᵀ.</summary>
    /// <exception cref="ArgumentException">The factor is not square, lower triangular, finite and positive on the diagonal.</exception>
    public static NormalChain FromCholesky(double[,] factor)
    {
        int n = Square(factor, nameof(factor));
        double[] flat = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double entry = factor[i, j];
                bool isValid = double.IsFinite(entry) && (j < i || (j == i ? entry > 0 : entry == 0));
                flat[i * n + j] = isValid ? entry : throw Entry(nameof(factor), i, j, entry, j == i ? "be positive, being on the diagonal" : j > i ? "be 0, above the diagonal" : "be finite");
            }
        }

        return new(n, Inverse(flat, n));
    }

    /// <summary>log density at x, given the deviations from the mean in place.</summary>
    internal double LogDensity(ReadOnlySpan<double> deviation)
    {
        double square = 0;
        for (int i = 0; i < Count; i++)
        {
            double z = VectorMath.Dot(_whitening.AsSpan(i * Count, i + 1), deviation.Slice(0, i + 1));
            square += z * z;
        }

        return LogDeterminant - 0.5 * square - Count * StandardNormal.LogSqrtTwoPi;
    }

    /// <summary>Makes deviations from the mean of standard normal numbers, in place.</summary>
    internal void Colour(Span<double> noise)
    {
        for (int i = 0; i < Count; i++)
        {
            noise[i] = (noise[i] - VectorMath.Dot(_whitening.AsSpan(i * Count, i), noise.Slice(0, i))) / _whitening[i * Count + i];
        }
    }

    private static int Square(double[,] matrix, string name)
    {
        ArgumentNullException.ThrowIfNull(matrix, name);
        int n = matrix.GetLength(0);
        return n == matrix.GetLength(1) && n > 0 ? n
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} must be square and not empty, but is {n} × {matrix.GetLength(1)}."), name);
    }

    private static double[] Symmetric(double[,] matrix, string name)
    {
        int n = Square(matrix, name);
        double[] flat = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double entry = matrix[i, j], mirrored = matrix[j, i];
                if (!double.IsFinite(entry))
                {
                    throw Entry(name, i, j, entry, "be finite");
                }

                if (!(Math.Abs(entry - mirrored) <= Symmetry * Math.Sqrt(Math.Abs(matrix[i, i] * matrix[j, j]))))
                {
                    throw Entry(name, i, j, entry, string.Create(CultureInfo.InvariantCulture, $"equal {name}[{j}, {i}] = {mirrored}, since the matrix is symmetric"));
                }

                flat[i * n + j] = 0.5 * (entry + mirrored);
            }
        }

        return flat;
    }

    private static void Factor(double[] a, int n, string name)
    {
        for (int i = 0; i < n; i++)
        {
            double diagonal = a[i * n + i];
            for (int j = 0; j <= i; j++)
            {
                double rest = a[i * n + j] - VectorMath.Dot(a.AsSpan(i * n, j), a.AsSpan(j * n, j));
                if (j == i && !(rest > SmallestPivot * diagonal))
                {
                    throw new ArgumentException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{name} must be positive definite, but a direction has the {(name == "precision" ? "precision" : "variance")} {rest} (pivot {i + 1} of {n} of its Cholesky factor)."), name);
                }

                a[i * n + j] = j == i ? Math.Sqrt(rest) : rest / a[j * n + j];
            }

            a.AsSpan(i * n + i + 1, n - i - 1).Clear();
        }
    }

    // Of a lower-triangular matrix, column by column.
    private static double[] Inverse(double[] factor, int n)
    {
        double[] inverse = new double[n * n];
        for (int j = 0; j < n; j++)
        {
            for (int i = j; i < n; i++)
            {
                double sum = i == j ? 1 : 0;
                for (int k = j; k < i; k++)
                {
                    sum -= factor[i * n + k] * inverse[k * n + j];
                }

                inverse[i * n + j] = sum / factor[i * n + i];
            }
        }

        return inverse;
    }

    private static ArgumentException Entry(string name, int i, int j, double value, string rule)
        => new(string.Create(CultureInfo.InvariantCulture, $"{name}[{i}, {j}] must {rule}, but is {value}."), name);
}
