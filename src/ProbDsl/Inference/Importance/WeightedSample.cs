using System.Runtime.InteropServices;

namespace ProbDsl;

/// <summary>Draws from a proposal with Pareto smoothed importance weights that make them a sample of the target.</summary>
/// <remarks>Not thread-safe: the workspace is shared. After the first call for a size nothing is allocated.</remarks>
internal sealed class WeightedSample
{
    private readonly double[] _logWeights;
    private readonly double[] _weights;
    private readonly ParetoWorkspace _workspace;
    private readonly int _tailSize;
    private double[]? _rawWeights;

    private WeightedSample(
        double[] logWeights, double[] weights, ParetoSmoothingResult smoothing, int tailSize, ParetoWorkspace workspace)
    {
        _logWeights = logWeights;
        _weights = weights;
        _tailSize = tailSize;
        _workspace = workspace;
        Smoothing = smoothing;
        double squares = VectorMath.Dot(weights, weights);
        EffectiveSampleSize = 1 / squares;

        // log of a mean: sd(w) / (√S w̄), with w̄ = 1/S. Rounding may leave equal weights a variance just below zero.
        double variance = (squares - 1.0 / weights.Length) * weights.Length / (weights.Length - 1);
        LogEvidence = new Estimate(smoothing.LogMeanWeight, Math.Sqrt(Math.Max(variance, 0)));
    }

    /// <summary>What the smoothing found, k̂ of the weights first of all.</summary>
    public ParetoSmoothingResult Smoothing { get; }

    /// <summary>The smoothed weights, which sum to one.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <inheritdoc cref="Weights"/>
    public ReadOnlyMemory<double> WeightArray => _weights;

    /// <summary>The effective number of draws 1 / Σ wᵢ² (Kong 1992), between 1 and S.</summary>
    public double EffectiveSampleSize { get; }

    /// <summary>The logarithm of the mean weight, log Ẑ, with the standard error sd(w) / (√S w̄) of the delta method.</summary>
    /// <remarks>By Jensen's inequality its expectation is below log Z, by about half the squared standard error.</remarks>
    public Estimate LogEvidence { get; }

    /// <summary>Smooths the weights of draws.</summary>
    /// <param name="logWeights">log p(x, z) − log q(z) of at least two draws; kept, and not to be changed afterwards.</param>
    /// <param name="smoothing">What the smoothing found; where it is invalid, why.</param>
    /// <param name="workspace">Memory to share; null for the sample's own.</param>
    /// <param name="relativeEfficiency">The effective number of draws over S, positive; 1 for independent draws.</param>
    /// <returns>The sample, or null where a weight is NaN or +∞ or all are zero.</returns>
    public static WeightedSample? Create(
        double[] logWeights, out ParetoSmoothingResult smoothing, ParetoWorkspace? workspace = null, double relativeEfficiency = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(logWeights.Length, 2, nameof(logWeights));
        workspace ??= new ParetoWorkspace();
        double[] smoothed = (double[])logWeights.Clone();
        smoothing = ParetoSmoothing.Smooth(smoothed, workspace, relativeEfficiency);
        if (smoothing.Status == TailStatus.Invalid)
        {
            return null;
        }

        Exponentials(smoothed, 0);
        return new WeightedSample(logWeights, smoothed, smoothing, ParetoTail.Size(smoothed.Length, relativeEfficiency), workspace);
    }

    /// <summary>k̂ of a column's mean: the largest of k̂ of the weights and of both tails of x w (Vehtari et al. 2024).</summary>
    /// <remarks>
    /// Above the threshold the mean is not to be trusted even where the weights alone are. The raw weights are used, not the smoothed. It
    /// does not depend on the unit of x, but on its origin. +∞ where a value that counts is not finite.
    /// </remarks>
    public double TailShape(ReadOnlySpan<double> column)
    {
        Checked(column, nameof(column));
        double[] raw = _rawWeights ??= RawWeights();
        double largest = LargestMagnitude(column, raw);
        Span<double> products = _workspace.Column(column.Length);
        for (int i = 0; i < products.Length; i++)
        {
            // In units of the largest magnitude, so that a product of large numbers and rare weights does not underflow.
            products[i] = raw[i] == 0 || column[i] == 0 ? 0 : column[i] / largest * raw[i];
        }

        double right = ParetoTail.Shape(products, _tailSize, _workspace);
        foreach (ref double product in products)
        {
            product = -product;
        }

        return Math.Max(Smoothing.Shape, Math.Max(right, ParetoTail.Shape(products, _tailSize, _workspace)));
    }

    // x ← exp(x − shift).
    private static void Exponentials(Span<double> x, double shift)
    {
        Span<Lane256> lanes = MemoryMarshal.Cast<double, Lane256>(x);
        foreach (ref Lane256 lane in lanes)
        {
            lane = Lane256.Exp(lane - shift);
        }

        foreach (ref double rest in x[(lanes.Length * Lane256.Width)..])
        {
            rest = Kernels.Exp<Scalar>(rest - shift).Value;
        }
    }

    // In units of the largest.
    private double[] RawWeights()
    {
        double[] raw = (double[])_logWeights.Clone();
        double largest = double.NegativeInfinity;
        foreach (double logWeight in raw)
        {
            largest = Math.Max(largest, logWeight);
        }

        Exponentials(raw, largest);
        return raw;
    }

    private static double LargestMagnitude(ReadOnlySpan<double> column, double[] raw)
    {
        double largest = 0;
        for (int i = 0; i < column.Length; i++)
        {
            largest = raw[i] == 0 ? largest : Math.Max(largest, Math.Abs(column[i]));
        }

        return largest;
    }

    private ReadOnlySpan<double> Checked(ReadOnlySpan<double> column, string name)
        => column.Length == _weights.Length
            ? column
            : throw new ArgumentException(FormattableString.Invariant($"{name} has {column.Length} numbers, but there are {_weights.Length} draws."), name);
}
