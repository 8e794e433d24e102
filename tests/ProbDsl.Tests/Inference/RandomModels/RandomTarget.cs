namespace ProbDsl.Tests.Inference.RandomModels;

/// <summary>A law in other units and turned: u = shift + matrix·x.</summary>
internal readonly struct RandomTarget : ITarget
{
    private readonly Law _law;
    private readonly double[] _shift;
    private readonly double[] _matrix;
    private readonly double[] _inverse;

    public RandomTarget(Law law, double[] shift, double[] matrix)
    {
        (_law, _shift, _matrix) = (law, shift, matrix);
        double determinant = law.Dimension == 1 ? matrix[0] : matrix[0] * matrix[3] - matrix[1] * matrix[2];
        _inverse = law.Dimension == 1 ? [1 / matrix[0]]
            : [matrix[3] / determinant, -matrix[1] / determinant, -matrix[2] / determinant, matrix[0] / determinant];
    }

    public int Dimension => _law.Dimension;

    public T LogDensity<T>(ReadOnlySpan<T> u, Span<T> gradient)
        where T : unmanaged, ILane<T>
    {
        if (_law.Dimension == 1)
        {
            T value = _law.LogDensity([(u[0] - _shift[0]) * _inverse[0]], gradient);
            gradient[0] *= _inverse[0];
            return value;
        }

        T a = u[0] - _shift[0], b = u[1] - _shift[1];
        T logDensity = _law.LogDensity([a * _inverse[0] + b * _inverse[1], a * _inverse[2] + b * _inverse[3]], gradient);
        (gradient[0], gradient[1]) = (
            gradient[0] * _inverse[0] + gradient[1] * _inverse[2],
            gradient[0] * _inverse[1] + gradient[1] * _inverse[3]);
        return logDensity;
    }

    /// <summary>Mean, standard deviation and kurtosis of each coordinate.</summary>
    public (double Mean, double Sd, double Kurtosis)[] Truth()
    {
        (double[] X, double Weight)[] nodes = [.. _law.Quadrature()];
        var truth = new (double, double, double)[Dimension];
        for (int i = 0; i < Dimension; i++)
        {
            double total = 0, mean = 0, second = 0, fourth = 0;
            foreach ((double[] x, double weight) in nodes)
            {
                total += weight;
                mean += weight * Centred(i, x);
            }

            mean /= total;
            foreach ((double[] x, double weight) in nodes)
            {
                double square = (Centred(i, x) - mean) * (Centred(i, x) - mean);
                second += weight * square / total;
                fourth += weight * square * square / total;
            }

            truth[i] = (_shift[i] + mean, _law.HasVariance ? Math.Sqrt(second) : double.PositiveInfinity, fourth / (second * second));
        }

        return truth;
    }

    private double Centred(int i, double[] x)
        => x.Length == 1 ? _matrix[0] * x[0] : _matrix[2 * i] * x[0] + _matrix[2 * i + 1] * x[1];
}
