using System.Runtime.CompilerServices;
using Pack = ProbDsl.Pack512<double>;

namespace ProbDsl;

/// <summary>
/// The aggregate of q over rows, Σₘ wₘ Πᵢ N(zᵢ; mₘᵢ, sₘᵢ), at the draw of one of them, and what depends on it: log q(z | x) of the row itself, log q(z) of the aggregate, and
/// Σᵢ log q(zᵢ) of its marginals.
/// </summary>
/// <remarks>
/// The weight of the row itself is apart from that of each other row. Elements are kept apart, all rows of one after the other, in whole registers: a row that is none has no
/// density. Registers are the same on every machine, so that sums are taken in the same order.
/// </remarks>
internal sealed class RowAggregate(int rows, int width)
{
    private const double HalfLogTwoPi = 0.91893853320467274;

    // The logarithm of no density: its exponential is 0 beside anything, and a sum of it is still finite.
    private const double Nothing = -1e280;
    private readonly double[] _mean = new double[Stride(rows) * width];
    private readonly double[] _precision = new double[Stride(rows) * width];
    private readonly double[] _logScale = new double[Stride(rows) * width];
    private int _stride;

    /// <summary>Elements of a row.</summary>
    public int Width => width;

    /// <summary>From here on it is of so many rows, at most as many as there is room for, which are to be set.</summary>
    public void Begin(int count)
    {
        _stride = Stride(count);
        for (int i = 0; i < width; i++)
        {
            for (int row = count; row < _stride; row++)
            {
                int at = i * _stride + row;
                (_mean[at], _precision[at], _logScale[at]) = (0, 0, Nothing);
            }
        }
    }

    /// <summary>Sets one element of one row.</summary>
    public void Set(int row, int element, double mean, double logSd)
    {
        int at = element * _stride + row;
        (_mean[at], _precision[at], _logScale[at]) = (mean, Math.Exp(-logSd), -logSd - HalfLogTwoPi);
    }

    /// <summary>The three logarithms at a draw of a row; <paramref name="scratch"/> keeps what <see cref="AddGradient"/> needs.</summary>
    /// <param name="row">Whose draw it is.</param>
    /// <param name="z">The draw.</param>
    /// <param name="logOwn">log w of the row itself.</param>
    /// <param name="logOther">log w of every other row.</param>
    /// <param name="scratch">Overwritten.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public AggregateLogs Evaluate(int row, ReadOnlySpan<double> z, double logOwn, double logOther, Scratch scratch)
    {
        double own = 0, product = 0;
        nuint end = (nuint)_stride, step = (nuint)Pack.Count;
        Array.Clear(scratch.Joint);
        ref double joint = ref scratch.Joint[0], mean = ref _mean[0], precision = ref _precision[0], logScale = ref _logScale[0], distances = ref scratch.Distance[0], logs = ref scratch.Log[0];
        for (int i = 0; i < width; i++)
        {
            nuint first = (nuint)(i * _stride);
            Pack center = z[i], half = -0.5;
            for (nuint m = 0; m < end; m += step)
            {
                Pack distance = (Pack.Load(in mean, first + m) - center) * Pack.Load(in precision, first + m);
                Pack log = Pack.MultiplyAdd(half * distance, distance, Pack.Load(in logScale, first + m));
                distance.Store(ref distances, first + m);
                log.Store(ref logs, first + m);
                (Pack.Load(in joint, m) + log).Store(ref joint, m);
            }

            own += scratch.Log[(int)first + row];
            product += Normalise(scratch.Log.AsSpan((int)first, _stride), row, logOwn, logOther);
        }

        return new(own, Normalise(scratch.Joint.AsSpan(0, _stride), row, logOwn, logOther), product);
    }

    /// <summary>Adds the gradient of a sum of the three logarithms of the row that was evaluated last, with weights.</summary>
    /// <param name="row">The row.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="scratch">As <see cref="Evaluate"/> left it; overwritten.</param>
    /// <param name="byMean">Added to, at <see cref="At"/>: by the means.</param>
    /// <param name="byLogSd">Added to, at <see cref="At"/>: by the logarithms of the standard deviations.</param>
    /// <param name="byDraw">Set: by the draw.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddGradient(int row, AggregateLogs weights, Scratch scratch, double[] byMean, double[] byLogSd, Span<double> byDraw)
    {
        nuint end = (nuint)_stride, step = (nuint)Pack.Count;
        Pack ofProduct = weights.Product, ofJoint = weights.Joint;
        ref double joint = ref scratch.Joint[0], precision = ref _precision[0], distances = ref scratch.Distance[0], shares = ref scratch.Log[0], means = ref byMean[0], logSds = ref byLogSd[0];
        for (int i = 0; i < width; i++)
        {
            // g is the derivative by log N(zᵢ; mₘᵢ, sₘᵢ), with d = (m − z)/s: ∂/∂m = −d/s, ∂/∂z = d/s, ∂/∂log s = d² − 1. That of the row itself has one part more.
            nuint first = (nuint)(i * _stride);
            Pack sum = 0.0;
            for (nuint m = 0; m < end; m += step)
            {
                Pack distance = Pack.Load(in distances, first + m);
                Pack g = Pack.MultiplyAdd(ofJoint, Pack.Load(in joint, m), ofProduct * Pack.Load(in shares, first + m));
                Pack byDistance = g * distance;
                Pack.MultiplyAdd(byDistance, distance, Pack.Load(in logSds, first + m) - g).Store(ref logSds, first + m);
                byDistance = byDistance * Pack.Load(in precision, first + m);
                (Pack.Load(in means, first + m) - byDistance).Store(ref means, first + m);
                sum = sum + byDistance;
            }

            int own = At(row, i);
            double d = scratch.Distance[own], slope = weights.Own * d * _precision[own];
            byLogSd[own] += weights.Own * (d * d - 1);
            byMean[own] -= slope;
            byDraw[i] = Pack.Sum(sum) + slope;
        }
    }

    /// <summary>Where an element of a row stands in arrays of <see cref="Size"/> numbers.</summary>
    public int At(int row, int element) => element * _stride + row;

    /// <summary>The length of arrays of a number for each element of each row.</summary>
    public static int Size(int rows, int width) => Stride(rows) * width;

    private static int Stride(int rows) => (rows + Pack.Count - 1) / Pack.Count * Pack.Count;

    // log Σ w·exp of some logarithms, each of which becomes its share of the sum.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Normalise(Span<double> logs, int row, double logOwn, double logOther)
    {
        // The common weight is added to the logarithm of the sum.
        logs[row] += logOwn - logOther;
        nuint end = (nuint)logs.Length, step = (nuint)Pack.Count;
        ref double at = ref logs[0];
        Pack most = Pack.Load(in at, 0);
        for (nuint m = step; m < end; m += step)
        {
            most = Pack.Max(most, Pack.Load(in at, m));
        }

        double largest = Pack.Get(most, 0);
        for (int k = 1; k < Pack.Count; k++)
        {
            largest = Math.Max(largest, Pack.Get(most, k));
        }

        Pack shift = largest, sum = 0.0;
        for (nuint m = 0; m < end; m += step)
        {
            Pack e = Pack.Exp(Pack.Load(in at, m) - shift);
            e.Store(ref at, m);
            sum = sum + e;
        }

        double total = Pack.Sum(sum);
        Pack share = 1 / total;
        for (nuint m = 0; m < end; m += step)
        {
            (share * Pack.Load(in at, m)).Store(ref at, m);
        }

        return largest + logOther + Math.Log(total);
    }

    /// <summary>Room for one row's work.</summary>
    internal sealed class Scratch(int rows, int width)
    {
        public double[] Distance { get; } = new double[Size(rows, width)];

        public double[] Log { get; } = new double[Size(rows, width)];

        public double[] Joint { get; } = new double[Stride(rows)];
    }
}

/// <summary>Three logarithms of densities at a draw, or weights of them.</summary>
/// <param name="Own">Of the row itself, log q(z | x).</param>
/// <param name="Joint">Of the aggregate, log q(z).</param>
/// <param name="Product">Of the product of its marginals, Σᵢ log q(zᵢ).</param>
internal readonly record struct AggregateLogs(double Own, double Joint, double Product);
