namespace ProbDsl;

/// <summary>A posterior as weighted draws: what corrects a fitted q.</summary>
internal sealed class Correction
{
    // A draw that alone makes more of a variance than this calls for a closer look: the standard deviation hangs on it by half as much.
    private const double SuspiciousShare = 0.05;

    // A standard deviation that is not known to this is not reported as if it were.
    private const double LargestSdError = 0.05;

    /// <summary>Below this k̂ the variance of the weights is finite, and more draws help at the usual rate.</summary>
    public const double GoodShape = 0.5;

    // Of k̂ from the 192 largest of 4,096 weights.
    private const double ShapeError = 0.1;

    // Weights that have no bound, from a proposal so far from the posterior, may miss a part of it without a sign.
    private const int FewestOfUnbounded = 4;

    // Weights that have one; and a mixture of several hills has draws behind and between them, most of which count for little.
    private const int FewestOfBounded = 20;

    private readonly WeightedSample _sample;
    private readonly Lazy<int[]> _resampled;
    private readonly Lazy<TableMoments> _moments;
    private readonly Lazy<int[]> _doubtful;
    private readonly IReadOnlyList<QuantityInfo> _quantities;

    public Correction(ImportanceDraws draws, WeightedSample sample, IReadOnlyList<QuantityInfo> quantities, ulong seed)
    {
        (_sample, _quantities) = (sample, quantities);
        Draws = draws;
        _moments = new Lazy<TableMoments>(() => draws.Values.Moments(sample.WeightArray));
        _doubtful = new Lazy<int[]>(() => [.. quantities.WithSd().Where(IsDoubtful)]);
        _resampled = new Lazy<int[]>(() => Resampling.Systematic(sample.Weights, new Philox(seed, Streams.Resampling)));
    }

    /// <summary>The draws.</summary>
    public ImportanceDraws Draws { get; }

    /// <summary>Equally weighted draws of the Gaussian that the search began with; null where the weights are trusted, or q was weighed itself.</summary>
    public DrawTable? Plain { get; set; }

    /// <summary>Hills of the posterior that the draws miss; null where none was found.</summary>
    public IReadOnlyList<MultiStart.Hill>? Missed { get; set; }

    /// <summary>What was found of the posterior where no draw has been, in a sentence; null where nothing was.</summary>
    public string? Unreached { get; set; }

    /// <summary>What Pareto smoothing found: k̂ first of all.</summary>
    public ParetoSmoothingResult Smoothing => _sample.Smoothing;

    /// <summary>How many equally weighted draws would err as much.</summary>
    public double EffectiveDraws => _sample.EffectiveSampleSize;

    /// <summary>The log evidence, bounded from below in expectation.</summary>
    public Estimate LogEvidence => _sample.LogEvidence;

    /// <summary>Whether averages under the weights are to be trusted.</summary>
    /// <remarks>
    /// Besides k̂: at least a hundred effective draws and one in four, because a k̂ from a handful of weights says little and a proposal that is so far
    /// from the posterior may miss a part of it without a sign (hierarchies of counts, non-centred in spite of much data: k̂ 0.5 and standard deviations
    /// up to 40 % too small). One in twenty will do where k̂ is below zero, which says that the weights are bounded, and of a mixture. And next to no draw
    /// whose density is not a number, because those may belong to the posterior.
    /// </remarks>
    public bool IsReliable => Smoothing.IsReliable && EffectiveDraws >= Math.Max(100, Draws.Count / FewestInDraws) && Draws.Undefined <= Draws.Count / 1000;

    private int FewestInDraws => Smoothing.Shape < 0 || Draws.Proposal is { IsMixture: true } ? FewestOfBounded : FewestOfUnbounded;

    /// <summary>Whether nothing better need be looked for.</summary>
    public bool IsGood => Smoothing.Shape < GoodShape + ShapeError && EffectiveDraws >= Draws.Count / 4;

    /// <summary>The weights, which sum to one.</summary>
    public ReadOnlySpan<double> Weights => _sample.Weights;

    /// <summary>Moments of every scalar.</summary>
    public TableMoments Moments => _moments.Value;

    /// <summary>The scalars of whose mean and standard deviation a few draws make most, so that even trusted weights do not give them.</summary>
    public int[] Doubtful => _doubtful.Value;

    /// <summary>For each of as many equally weighted draws the one that it repeats.</summary>
    public int[] Resampled => _resampled.Value;

    /// <summary>k̂ of a column's mean.</summary>
    public double MeanTailShape(double[] column, double mean)
    {
        lock (_sample)
        {
            return _sample.TailShape(Array.ConvertAll(column, x => x - mean));
        }
    }

    /// <summary>k̂ of a column's mean and variance.</summary>
    public double TailShape(double[] column, double mean)
    {
        double[] error = Array.ConvertAll(column, x => x - mean);
        lock (_sample)
        {
            double ofMean = _sample.TailShape(error);
            foreach (ref double x in error.AsSpan())
            {
                x *= x;
            }

            return Math.Max(ofMean, _sample.TailShape(error));
        }
    }

    /// <summary>The standard error of the standard deviation that is known least, as a share of it; NaN where one is not finite.</summary>
    public double SdError => _quantities.WithSd().Aggregate(0.0, (largest, scalar) => Math.Max(largest, Moments.SdError[scalar]));

    private bool IsDoubtful(int scalar)
        => !(Moments.SdError[scalar] <= LargestSdError)
            || (Moments.LargestShare[scalar] > SuspiciousShare && !(TailShape(Draws.Values.Column(scalar), Moments.Mean[scalar]) < Smoothing.Threshold));
}
