using System.Collections.Concurrent;

namespace ProbDsl;

/// <summary>The log density of the numerical latents on the unconstrained scale, all others integrated out, at many points at once.</summary>
internal sealed class NumericalDensity<TProgram, T>(TProgram program, LatentPlaces places)
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    // Points for one core at a time.
    private const int PortionPoints = 64;
    private readonly ConcurrentBag<ConditionalIntegral<TProgram, T>> _idle = [];

    /// <summary>How many numbers a point has.</summary>
    public int Dimension => places.Numerical.Length;

    /// <summary>The log density at each point; −∞ where it is not a number.</summary>
    public double[] At(IReadOnlyList<double[]> points)
    {
        double[] values = new double[points.Count];
        Visit(points, (integral, log, first, count) =>
        {
            for (int lane = 0; lane < count; lane++)
            {
                double value = T.Get(log, lane);
                values[first + lane] = double.IsNaN(value) ? double.NegativeInfinity : value;
            }
        });
        return values;
    }

    /// <summary>What is done with the solution at some points: one a lane, the first so many lanes of use.</summary>
    public delegate void Visitor(ConditionalIntegral<TProgram, T> integral, T log, int first, int count);

    /// <summary>Solves for the closed-form latents at each point; the visitor may be called from several threads.</summary>
    public void Visit(IReadOnlyList<double[]> points, Visitor visitor)
        => Portions.Run((points.Count + PortionPoints - 1) / PortionPoints, portion =>
        {
            ConditionalIntegral<TProgram, T> integral = _idle.TryTake(out ConditionalIntegral<TProgram, T>? idle) ? idle : new(program, places);
            Span<double> lanes = stackalloc double[T.Width];
            int end = Math.Min((portion + 1) * PortionPoints, points.Count);
            for (int first = portion * PortionPoints; first < end; first += T.Width)
            {
                int count = Math.Min(T.Width, end - first);
                for (int i = 0; i < Dimension; i++)
                {
                    for (int lane = 0; lane < lanes.Length; lane++)
                    {
                        lanes[lane] = points[first + Math.Min(lane, count - 1)][i];
                    }

                    integral.Point[places.Numerical[i]] = T.Load(lanes);
                }

                visitor(integral, integral.Evaluate(), first, count);
            }

            _idle.Add(integral);
        });
}
