namespace ProbDsl;

/// <summary>A line search for the strong Wolfe conditions that works down to rounding error and at the edge of the domain.</summary>
/// <remarks>
/// A step is accepted when it satisfies the strong Wolfe conditions or, near a minimum, where values differ only by rounding, the
/// approximate ones of Hager and Zhang (2005), which rest on slopes alone. The search first expands until it has a bracket, then
/// shrinks it by safeguarded cubic interpolation. A value that is not finite counts as infinitely high: the search turns back.
/// </remarks>
internal ref struct WolfeSearch<TObjective>(Ray<TObjective> ray, RayPoint origin, int maxEvaluations)
    where TObjective : IObjective
{
    private const double Decrease = 1e-4;
    private const double Curvature = 0.9;

    // Rounding error of a value, or of the terms of order one that cancel in it: differences below it say nothing.
    private readonly double _noise = 1e-14 * Math.Max(1, Math.Abs(origin.Value));
    private readonly Ray<TObjective> _ray = ray;
    private readonly RayPoint _origin = origin;
    private RayPoint _last = origin;

    /// <summary>Evaluations so far.</summary>
    public int Evaluations { get; private set; }

    /// <summary>Searches from a first step; the ray's trial point is then the accepted one. A step of 0 says that none was found.</summary>
    public RayPoint Run(double firstStep)
    {
        RayPoint low = _origin;
        double edge = double.PositiveInfinity;
        double step = firstStep;
        while (Evaluations < maxEvaluations)
        {
            RayPoint point = Evaluate(step);
            if (IsAccepted(point))
            {
                return point;
            }

            if (!point.IsFinite)
            {
                edge = step;
                step = low.Step + (step - low.Step) * (low.Step == 0 ? 0.1 : 0.5);
                if (edge - low.Step < 1e-3 * low.Step || step < 1e-300)
                {
                    break;
                }
            }
            else if (point.Slope >= 0 || point.Value > _origin.Value + _noise)
            {
                return Shrink(low, point);
            }
            else
            {
                step = double.IsFinite(edge) ? 0.5 * (point.Step + edge) : point.Step * Growth(low, point);
                low = point;
                if (double.IsFinite(edge) && edge - low.Step < 1e-3 * low.Step)
                {
                    break;
                }
            }
        }

        return Settle(low);
    }

    // low descends and is no higher than the origin; high climbs, lies higher, or is outside the domain.
    private RayPoint Shrink(RayPoint low, RayPoint high)
    {
        double previousWidth = double.PositiveInfinity;
        while (Evaluations < maxEvaluations)
        {
            double width = high.Step - low.Step;
            double step = width > 0.66 * previousWidth ? low.Step + 0.5 * width : Interpolate(low, high);
            previousWidth = width;
            if (!(step > low.Step && step < high.Step))
            {
                break;
            }

            RayPoint point = Evaluate(step);
            if (IsAccepted(point))
            {
                return point;
            }

            if (point.IsFinite && point.Slope < 0 && point.Value <= _origin.Value + _noise)
            {
                low = point;
            }
            else
            {
                high = point;
            }
        }

        return Settle(low);
    }

    private readonly bool IsAccepted(RayPoint point)
    {
        bool flat = Math.Abs(point.Slope) <= -Curvature * _origin.Slope;
        bool wolfe = point.Value <= _origin.Value + Decrease * point.Step * _origin.Slope && flat;
        bool approximate = point.Value <= _origin.Value + _noise && flat && point.Slope <= (2 * Decrease - 1) * _origin.Slope;
        return point.IsFinite && (wolfe || approximate);
    }

    // Neither condition was met: any true decrease is still progress.
    private RayPoint Settle(RayPoint low)
    {
        if (!(low.Step > 0 && low.Value < _origin.Value))
        {
            return _origin;
        }

        return _last.Step == low.Step ? low : Evaluate(low.Step);
    }

    private RayPoint Evaluate(double step)
    {
        Evaluations++;
        return _last = _ray.At(step);
    }

    private readonly double Interpolate(RayPoint low, RayPoint high)
    {
        double width = high.Step - low.Step;
        if (!high.IsFinite)
        {
            return low.Step + 0.5 * width;
        }

        double t;
        if (Math.Abs(high.Value - low.Value) <= _noise && high.Slope > 0)
        {
            t = -low.Slope / (high.Slope - low.Slope);
        }
        else
        {
            double d1 = low.Slope + high.Slope - 3 * (high.Value - low.Value) / width;
            double d2 = Math.Sqrt(d1 * d1 - low.Slope * high.Slope);
            t = 1 - (high.Slope + d2 - d1) / (high.Slope - low.Slope + 2 * d2);
        }

        return low.Step + width * (double.IsNaN(t) ? 0.5 : Math.Clamp(t, 0.02, 0.98));
    }

    // Where the secant of the slopes crosses zero, but at least twice and at most ten times as far.
    private static double Growth(RayPoint low, RayPoint point)
    {
        double root = (low.Step * point.Slope - point.Step * low.Slope) / (point.Slope - low.Slope) / point.Step;
        return root > 2 ? Math.Min(root, 10) : root > 1 ? 2 : 5;
    }
}
