namespace ProbDsl;

/// <summary>The trapezoidal rule on a grid that is even in t where u = c + s·sinh(t), axis by axis.</summary>
/// <remarks>
/// For analytic functions that vanish at both ends the error of the rule falls exponentially with 1/h (Trefethen and Weideman 2014). The hyperbolic sine makes an
/// exponential tail of one that falls like a power, so that the grid has an end there too. The grid grows from the modes to wherever the integrand counts, and
/// is halved until the integral no longer changes, or there would be too many nodes.
/// </remarks>
internal sealed class SinhGrid
{
    // exp(−37) is below the rounding of a sum.
    private const double Negligible = 37;
    private const int FirstStride = 16;
    private const double FinestStep = 1.0 / 32;
    private const double Farthest = 300;
    private const int MostNodes = 1_000_000;
    private const double Tolerance = 1e-12;

    private readonly Func<IReadOnlyList<double[]>, double[]> _density;
    private readonly double[] _centre;
    private readonly double[] _scale;
    private readonly Dictionary<(int, int, int), double> _known = [];
    private readonly (int, int, int)[] _seeds;

    /// <param name="density">The log density at points.</param>
    /// <param name="modes">Its modes, the highest first.</param>
    /// <param name="scale">How wide the highest is along each axis.</param>
    public SinhGrid(Func<IReadOnlyList<double[]>, double[]> density, List<(double[] Place, double Value)> modes, double[] scale)
    {
        (_density, _centre, _scale) = (density, modes[0].Place, scale);
        _seeds = [.. modes.Select(m => Node(m.Place)).Distinct()];
    }

    /// <summary>The nodes, the logarithm of the share of each in the integral, h, the logarithm of the integral, and by how much the last halving of h changed it.</summary>
    public sealed record Result(double[][] Points, double[] LogWeights, double Step, double LogIntegral, double Change)
    {
        /// <summary>The error. An error e^(−c/h) is squared by halving h, and the change is that of the wider grid; the power leaves room for a c that falls.</summary>
        public double Error => Math.Pow(Change, 1.5);
    }

    /// <summary>Integrates.</summary>
    /// <exception cref="InvalidOperationException">The integrand does not end.</exception>
    public Result Run()
    {
        Result last = Level(Grow(FirstStride) ?? throw new InvalidOperationException($"More than {MostNodes} nodes do not cover the density on the coarsest grid."), FirstStride, double.NaN);
        for (int stride = FirstStride / 2; stride > 0 && !(last.Change <= Tolerance) && Grow(stride) is { } nodes; stride /= 2)
        {
            last = Level(nodes, stride, last.LogIntegral);
        }

        return last;
    }

    private Result Level(List<(int, int, int)> nodes, int stride, double coarser)
    {
        double[] logWeights = [.. nodes.Select(n => _known[n] + _centre.Length * Math.Log(stride * FinestStep))];
        double log = ProbMath.LogSumExp(logWeights);
        return new Result([.. nodes.Select(Point)], Array.ConvertAll(logWeights, w => w - log), stride * FinestStep, log, Math.Abs(log - coarser));
    }

    /// <summary>Moves a point within its cell.</summary>
    /// <param name="point">A node's point; overwritten.</param>
    /// <param name="shift">By how much of t on each axis.</param>
    /// <returns>By how much the logarithm of du/dt grows.</returns>
    public double Move(double[] point, ReadOnlySpan<double> shift)
    {
        double log = 0;
        for (int i = 0; i < point.Length; i++)
        {
            double t = Math.Asinh((point[i] - _centre[i]) / _scale[i]);
            log += LogCosh(t + shift[i]) - LogCosh(t);
            point[i] = _centre[i] + _scale[i] * Math.Sinh(t + shift[i]);
        }

        return log;
    }

    /// <summary>t of a coordinate.</summary>
    public double Even(int axis, double u) => Math.Asinh((u - _centre[axis]) / _scale[axis]);

    /// <summary>The coordinate of a t.</summary>
    public double Uneven(int axis, double t) => _centre[axis] + _scale[axis] * Math.Sinh(t);

    // Null where there are too many.
    private List<(int, int, int)>? Grow(int stride)
    {
        var seen = new HashSet<(int, int, int)>();
        var inside = new List<(int, int, int)>();
        List<(int, int, int)> front = [.. _seeds.Select(s => (Round(s.Item1, stride), Round(s.Item2, stride), Round(s.Item3, stride))).Distinct()];
        double largest = double.NegativeInfinity;
        seen.UnionWith(front);
        while (front.Count > 0)
        {
            Evaluate(front);
            largest = Math.Max(largest, front.Max(n => _known[n]));
            var next = new List<(int, int, int)>();
            foreach ((int, int, int) node in front)
            {
                if (!(_known[node] > largest - Negligible))
                {
                    continue;
                }

                inside.Add(node);
                foreach ((int, int, int) neighbour in Neighbours(node, stride))
                {
                    if (seen.Add(neighbour))
                    {
                        next.Add(neighbour);
                    }
                }
            }

            if (seen.Count > MostNodes)
            {
                return null;
            }

            if (front.Any(n => Math.Max(Math.Abs(n.Item1), Math.Max(Math.Abs(n.Item2), Math.Abs(n.Item3))) * FinestStep > Farthest))
            {
                throw new InvalidOperationException("The density does not vanish far out: the posterior is improper, or has no end that a grid finds.");
            }

            front = next;
        }

        inside.RemoveAll(n => !(_known[n] > largest - Negligible));
        return inside.Count > 0 ? inside : throw new InvalidOperationException("The density is zero wherever it was looked at.");
    }

    private void Evaluate(List<(int, int, int)> nodes)
    {
        List<(int, int, int)> unknown = nodes.FindAll(n => !_known.ContainsKey(n));
        double[] values = _density(unknown.ConvertAll(Point));
        for (int k = 0; k < values.Length; k++)
        {
            double log = values[k];
            for (int i = 0; i < _centre.Length; i++)
            {
                log += Math.Log(_scale[i]) + LogCosh(At(unknown[k], i) * FinestStep);
            }

            _known[unknown[k]] = log;
        }
    }

    private IEnumerable<(int, int, int)> Neighbours((int, int, int) n, int stride)
    {
        for (int sign = -stride; sign <= stride; sign += 2 * stride)
        {
            yield return (n.Item1 + sign, n.Item2, n.Item3);
            if (_centre.Length > 1)
            {
                yield return (n.Item1, n.Item2 + sign, n.Item3);
            }

            if (_centre.Length > 2)
            {
                yield return (n.Item1, n.Item2, n.Item3 + sign);
            }
        }
    }

    private (int, int, int) Node(double[] point)
    {
        int Of(int axis) => axis < point.Length ? (int)Math.Round(Even(axis, point[axis]) / FinestStep) : 0;
        return (Of(0), Of(1), Of(2));
    }

    private double[] Point((int, int, int) node)
    {
        double[] point = new double[_centre.Length];
        for (int i = 0; i < point.Length; i++)
        {
            point[i] = Uneven(i, At(node, i) * FinestStep);
        }

        return point;
    }

    private static int At((int, int, int) node, int axis) => axis switch
    {
        0 => node.Item1,
        1 => node.Item2,
        _ => node.Item3,
    };

    private static int Round(int x, int stride) => (int)Math.Round((double)x / stride) * stride;

    private static double LogCosh(double t) => Math.Abs(t) - Math.Log(2) + ProbMath.Log1p(Math.Exp(-2 * Math.Abs(t)));
}
