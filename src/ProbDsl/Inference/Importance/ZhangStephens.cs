namespace ProbDsl;

/// <summary>The estimator of Zhang and Stephens (2009) for the generalised Pareto distribution, from excesses given as logarithms.</summary>
/// <remarks>
/// <para>With b = k/σ the likelihood, maximised over k, is a function of b alone: k(b) = mean log(1 + b xᵢ) and
/// ℓ(b) = n (log(b / k(b)) − k(b) − 1). The estimate of b is its mean under a quasi-posterior on a grid of 30 + √n points placed by the
/// first quartile x* and the largest excess: −b = 1/x₍ₙ₎ + (1 − √(m / (j − ½))) / (3 x*). It is as efficient as maximum likelihood,
/// always exists and needs no iteration. The grid's 30 in place of 20 is that of Vehtari et al. (2024).</para>
/// <para>Excesses are measured in units of x*, so that b is of order one. Those too large for a double in that unit contribute
/// log(1 + b x) = log b + log x. The result does not depend on the unit of the excesses.</para>
/// </remarks>
internal static class ZhangStephens
{
    /// <summary>The fewest excesses that determine two parameters to any use; the limit of Vehtari et al. (2024).</summary>
    public const int MinCount = 5;

    private const int MinGridPoints = 30;
    private const int QuartilePrior = 3;

    // b is below √(2m), so that b x stays finite below this.
    private const double MaxLog = 690;

    /// <summary>Estimates k and σ, without the prior of <see cref="GeneralizedPareto.Regularized"/>.</summary>
    /// <param name="logExcesses">Logarithms of at least <see cref="MinCount"/> positive excesses, ascending and finite.</param>
    /// <param name="workspace">Memory; its <see cref="ParetoWorkspace.Excesses"/> and grid are overwritten.</param>
    /// <returns>The estimate; the shape is not finite only where sums of the logarithms overflow.</returns>
    public static GeneralizedPareto Fit(ReadOnlySpan<double> logExcesses, ParetoWorkspace workspace)
    {
        int n = logExcesses.Length;
        ArgumentOutOfRangeException.ThrowIfLessThan(n, MinCount, nameof(logExcesses));
        double logQuartile = logExcesses[(int)(n / 4.0 + 0.5) - 1];
        Excess x = Scale(logExcesses, logQuartile, workspace.Excesses(n));
        double b = PosteriorMean(x, Kernels.Exp<Scalar>(logQuartile - logExcesses[^1]).Value, workspace);
        double k = Lane256.Get(Shape(b, x), 0);
        return new GeneralizedPareto(k, logQuartile - LogRatio(b, k, x));
    }

    private static Excess Scale(ReadOnlySpan<double> logExcesses, double logQuartile, Span<double> scaled)
    {
        int finite = 0;
        while (finite < scaled.Length && logExcesses[finite] - logQuartile <= MaxLog)
        {
            scaled[finite] = Kernels.Exp<Scalar>(logExcesses[finite] - logQuartile).Value;
            finite++;
        }

        double logRest = 0;
        foreach (double log in logExcesses[finite..])
        {
            logRest += log - logQuartile;
        }

        return new Excess(scaled[..finite], scaled.Length, logRest);
    }

    private static double PosteriorMean(Excess x, double inverseLargest, ParetoWorkspace workspace)
    {
        int points = MinGridPoints + (int)Math.Sqrt(x.Count);
        int padded = (points + Lane256.Width - 1) / Lane256.Width * Lane256.Width;
        Span<double> grid = workspace.Grid(padded), logLikelihood = workspace.LogLikelihood(padded);
        for (int j = 0; j < padded; j++)
        {
            grid[j] = (Math.Sqrt(points / (Math.Min(j, points - 1) + 0.5)) - 1) / QuartilePrior - inverseLargest;
        }

        double largest = double.NegativeInfinity;
        for (int j = 0; j < padded; j += Lane256.Width)
        {
            Lane256 shapes = Shape(Lane256.Load(grid.Slice(j, Lane256.Width)), x);
            for (int i = 0; i < Lane256.Width; i++)
            {
                double k = Lane256.Get(shapes, i);
                logLikelihood[j + i] = x.Count * (LogRatio(grid[j + i], k, x) - k - 1);
                largest = Math.Max(largest, logLikelihood[j + i]);
            }
        }

        double total = 0, weighted = 0;
        for (int j = 0; j < points; j++)
        {
            double weight = Kernels.Exp<Scalar>(logLikelihood[j] - largest).Value;
            total += weight;
            weighted += weight * grid[j];
        }

        return weighted / total;
    }

    // k(b) = mean log(1 + b xᵢ) for four b at once. Where some excesses are kept as logarithms 1/x₍ₙ₎ vanishes, so every b is positive.
    private static Lane256 Shape(Lane256 b, Excess x)
    {
        Lane256 sum = Lane256.Zero;
        foreach (double excess in x.Finite)
        {
            sum += Lane256.Log1p(b * excess);
        }

        if (x.Finite.Length < x.Count)
        {
            sum += Lane256.Log(b) * (x.Count - x.Finite.Length) + x.LogRest;
        }

        return sum / x.Count;
    }

    // log(b / k(b)); its limit at b = 0 is −log mean x.
    private static double LogRatio(double b, double k, Excess x)
        => b == 0 ? -Kernels.Log<Scalar>(x.Mean()).Value : Kernels.Log<Scalar>(b / k).Value;

    /// <summary>Excesses in units of their first quartile: numbers as far as doubles go, of the others the sum of logarithms.</summary>
    private readonly ref struct Excess(ReadOnlySpan<double> finite, int count, double logRest)
    {
        public ReadOnlySpan<double> Finite { get; } = finite;

        public int Count { get; } = count;

        public double LogRest { get; } = logRest;

        /// <summary>The mean excess, where all are numbers.</summary>
        public double Mean()
        {
            double sum = 0;
            foreach (double excess in Finite)
            {
                sum += excess;
            }

            return sum / Count;
        }
    }
}
