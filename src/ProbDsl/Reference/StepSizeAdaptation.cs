namespace ProbDsl;

/// <summary>Nesterov's dual averaging of the step size (Hoffman and Gelman 2014, section 3.2, with their constants).</summary>
internal sealed class StepSizeAdaptation(double target)
{
    private const double Shrinkage = 0.05;
    private const double Delay = 10;
    private const double Decay = 0.75;
    private double _centre;
    private double _error;
    private double _logAverage;
    private int _count;

    /// <summary>Starts anew about a step size.</summary>
    public void Begin(double stepSize) => (_centre, _error, _logAverage, _count) = (Math.Log(10 * stepSize), 0, 0, 0);

    /// <summary>The step size to try next, after an acceptance probability.</summary>
    public double Next(double acceptance)
    {
        _count++;
        double share = 1 / (_count + Delay);
        _error = (1 - share) * _error + share * (target - acceptance);
        double log = _centre - Math.Sqrt(_count) / Shrinkage * _error, weight = Math.Pow(_count, -Decay);
        _logAverage = weight * log + (1 - weight) * _logAverage;
        return Math.Exp(log);
    }

    /// <summary>The averaged step size, for the draws that are kept.</summary>
    public double Average => Math.Exp(_logAverage);
}
