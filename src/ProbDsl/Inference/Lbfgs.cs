using System.Globalization;

namespace ProbDsl;

/// <summary>Limited-memory BFGS: minimises a smooth function without settings, and says why it stopped.</summary>
/// <remarks>
/// The stopping rule is free of scale: it asks how far the quadratic model of the function would still descend, which is the same in
/// whatever units the variables are written. Nothing is allocated from one iteration to the next. Not thread-safe.
/// </remarks>
public sealed class Lbfgs
{
    private const double LargeDescent = 1e3;

    // A value with 16 digits tells its minimum, where the gradient is zero, to 8.
    private const double RootOfRounding = 1.5e-8;
    private readonly LbfgsOptions _options;
    private InverseHessian _inverseHessian;
    private readonly double[] _direction;
    private double[] _point;
    private double[] _gradient;
    private double[] _trial;
    private double[] _trialGradient;

    /// <summary>Reserves all memory that a minimisation needs.</summary>
    /// <param name="dimension">The number of variables.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    public Lbfgs(int dimension, LbfgsOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dimension);
        _options = options ?? new LbfgsOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Memory, 1, nameof(options));
        _inverseHessian = new InverseHessian(dimension, Math.Min(_options.Memory, dimension + 5));
        _direction = new double[dimension];
        _point = new double[dimension];
        _gradient = new double[dimension];
        _trial = new double[dimension];
        _trialGradient = new double[dimension];
    }

    /// <summary>What is known of the curvature; of another minimisation, where it serves a similar function of as many variables.</summary>
    internal InverseHessian Curvature
    {
        get => _inverseHessian;
        set => _inverseHessian = value;
    }

    /// <summary>v ← H v with the approximate inverse Hessian at the end of the last minimisation.</summary>
    /// <param name="vector">The vector to multiply in place.</param>
    public void ApplyInverseHessian(Span<double> vector) => _inverseHessian.Apply(vector);

    /// <summary>Minimises <paramref name="objective"/> from a start.</summary>
    /// <typeparam name="TObjective">The function's type; a struct or sealed class is called without indirection.</typeparam>
    /// <param name="objective">The function.</param>
    /// <param name="point">The start on entry, the best point seen on return.</param>
    /// <returns>How it ended; it never throws because of the function's values.</returns>
    public LbfgsResult Minimise<TObjective>(TObjective objective, Span<double> point)
        where TObjective : IObjective
        => Minimise(objective, point, keepCurvature: false);

    /// <summary>Minimises from a start, if wanted with the curvature that a similar function left, or to a tolerance of its own.</summary>
    internal LbfgsResult Minimise<TObjective>(TObjective objective, Span<double> point, bool keepCurvature, double? gainTolerance = null)
        where TObjective : IObjective
    {
        double tolerance = gainTolerance ?? _options.GainTolerance;
        if (point.Length != _point.Length)
        {
            throw new ArgumentException($"Lbfgs.Minimise: the point has {point.Length} numbers, not {_point.Length}.", nameof(point));
        }

        point.CopyTo(_point);
        double value = objective.Evaluate(_point, _gradient);
        int evaluations = 1, iterations = 0, calm = 0;
        double gain = double.NaN, decrease = double.PositiveInfinity, height = value;
        FitStatus status;
        string reason;
        if (!double.IsFinite(value) || !VectorMath.AllFinite(_gradient))
        {
            return new LbfgsResult(
                FitStatus.NotFinite, "The value or its gradient is not a finite number at the start.", value, 0, 1, double.NaN, double.NaN);
        }

        if (!keepCurvature || _inverseHessian.Count == 0)
        {
            ResetCurvature();
        }

        while (true)
        {
            double slope = FindDirection();
            gain = -0.5 * slope;
            calm = gain <= tolerance && decrease <= tolerance && _inverseHessian.Count > 0 ? calm + 1 : 0;
            if (RelativeGradient(value) <= _options.GradientTolerance)
            {
                (status, reason) = (FitStatus.Converged, "The gradient vanishes within the tolerance.");
                break;
            }

            // Curvature from where the function was a thousand times as high says next to nothing about where it is calm.
            if (calm >= 2 && height - value > LargeDescent * Math.Max(1, Math.Abs(value)))
            {
                ResetCurvature();
                (height, calm, decrease) = (value, 0, double.PositiveInfinity);
                continue;
            }

            if (calm >= 2)
            {
                (status, reason) = (FitStatus.Converged, Say($"Another step would gain {gain:0.0e0}, less than the tolerance."));
                break;
            }

            if (_options.Cancellation.IsCancellationRequested)
            {
                (status, reason) = (FitStatus.Cancelled, Say($"Cancelled after {iterations} iterations; another step would still gain {gain:0.0e0}."));
                break;
            }

            if (iterations >= _options.MaxIterations)
            {
                (status, reason) = (FitStatus.IterationLimit, Say($"After {iterations} iterations another step would still gain {gain:0.0e0}."));
                break;
            }

            // A gradient so steep that its square overflows leaves no direction to take.
            if (!(slope < 0 && double.IsFinite(slope)))
            {
                (status, reason) = (FitStatus.LineSearchFailed, "Along the gradient the value improves without bound.");
                break;
            }

            var ray = new Ray<TObjective>(objective, _point, _direction, _trial, _trialGradient);
            var search = new WolfeSearch<TObjective>(ray, new RayPoint(0, value, slope), _options.MaxSearchEvaluations);
            RayPoint accepted = search.Run(1);
            evaluations += search.Evaluations;
            if (accepted.Step > 0)
            {
                decrease = value - accepted.Value;
                value = accepted.Value;
                _inverseHessian.Add(_point, _trial, _gradient, _trialGradient);
                (_point, _trial) = (_trial, _point);
                (_gradient, _trialGradient) = (_trialGradient, _gradient);
                iterations++;
                _options.Watch?.Invoke(value, _point);
                if (_options.Until?.Invoke(_point) == true)
                {
                    (status, reason) = (FitStatus.Converged, "No more was asked for.");
                    break;
                }
            }
            else if (gain <= Math.Max(tolerance, 1e-12 * Math.Max(1, Math.Abs(value))) && _inverseHessian.Count > 0)
            {
                (status, reason) = (FitStatus.Converged, Say($"Another step would gain {gain:0.0e0}, less than rounding lets be seen."));
                break;
            }
            else if (_inverseHessian.Count > 0)
            {
                ResetCurvature();
            }
            else if (Math.Sqrt(VectorMath.Dot(_gradient, _gradient)) <= RootOfRounding * Math.Max(1, Math.Abs(value)))
            {
                (status, reason) = (FitStatus.Converged, "No step improves the value by more than rounding.");
                break;
            }
            else
            {
                (status, reason) = (FitStatus.LineSearchFailed, "No step along the gradient improves the value.");
                break;
            }
        }

        _point.CopyTo(point);
        return new LbfgsResult(status, reason, value, iterations, evaluations, Math.Sqrt(VectorMath.Dot(_gradient, _gradient)), gain);
    }

    // Where nothing is known of the curvature the length of the first step is.
    private void ResetCurvature()
    {
        double length = _options.FirstStep is { } share ? share * Math.Sqrt(VectorMath.Dot(_point, _point)) : 1;
        _inverseHessian.Reset(length / Math.Max(1e-300, Math.Sqrt(VectorMath.Dot(_gradient, _gradient))));
    }

    // direction ← −H g; returns its slope, which is negative unless the gradient is zero.
    private double FindDirection()
    {
        for (int attempt = 0; ; attempt++)
        {
            _gradient.CopyTo(_direction, 0);
            _inverseHessian.Apply(_direction);
            for (int i = 0; i < _direction.Length; i++)
            {
                _direction[i] = -_direction[i];
            }

            double slope = VectorMath.Dot(_direction, _gradient);
            if ((slope < 0 && double.IsFinite(slope)) || attempt > 0)
            {
                return slope;
            }

            ResetCurvature();
        }
    }

    private double RelativeGradient(double value)
    {
        double largest = 0;
        for (int i = 0; i < _gradient.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(_gradient[i]) * Math.Max(Math.Abs(_point[i]), 1));
        }

        return largest / Math.Max(Math.Abs(value), 1);
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
