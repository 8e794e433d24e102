namespace ProbDsl;

/// <summary>Learns the variances of a metric over windows that double, between a buffer to reach the typical set and one to settle the step size.</summary>
/// <remarks>The lengths are those of Stan's manual (75, 25 doubling, 50), in a short warm-up 15 %, 75 % and 10 %; variances are drawn towards 10⁻³ as by five draws.</remarks>
internal sealed class VarianceWindows(int dimension, int warmup)
{
    private const double Prior = 5;
    private const double Smallest = 1e-3;
    private readonly int _first = warmup < 150 ? (int)(0.15 * warmup) : 75;
    private readonly int _last = warmup < 150 ? (int)(0.1 * warmup) : 50;
    private readonly double[] _mean = new double[dimension];
    private readonly double[] _squares = new double[dimension];
    private int _count;
    private int _length = 25;
    private int _end = -1;

    /// <summary>Takes in the position after a transition of the warm-up; true where a window has ended and the variances are new.</summary>
    public bool Add(int transition, double[] position, double[] variances)
    {
        if (transition < _first || transition >= warmup - _last)
        {
            return false;
        }

        _end = _end < 0 ? End(_first) : _end;
        _count++;
        for (int i = 0; i < position.Length; i++)
        {
            double error = position[i] - _mean[i];
            _mean[i] += error / _count;
            _squares[i] += error * (position[i] - _mean[i]);
        }

        if (transition != _end)
        {
            return false;
        }

        double share = _count / (_count + Prior);
        for (int i = 0; i < variances.Length && _count > 1; i++)
        {
            variances[i] = share * _squares[i] / (_count - 1) + (1 - share) * Smallest;
        }

        Array.Clear(_mean);
        Array.Clear(_squares);
        (_count, _length) = (0, 2 * _length);
        _end = End(transition + 1);
        return true;
    }

    // A window after which there is no room for one of twice its length goes on to the end.
    private int End(int start)
    {
        int end = start + _length - 1, limit = warmup - _last - 1;
        return end + 2 * _length > limit ? limit : end;
    }
}
