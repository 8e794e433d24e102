namespace ProbDsl.Benchmarks;

/// <summary>One gradient evaluated at a handful of points, again and again. The virtual call is paid once per sweep.</summary>
public abstract class Sweep
{
    /// <summary>Evaluations in one sweep.</summary>
    public const int Evaluations = 64;

    /// <summary>The sum of the values, so that nothing can be left out.</summary>
    public abstract double Run();
}

/// <summary>A sweep with one lane type.</summary>
public sealed class Sweep<TGradient, T>(TGradient gradient) : Sweep
    where TGradient : struct, IGradient
    where T : unmanaged, ILane<T>
{
    private readonly T[] _points = Points.Of<T>(gradient.Dimension);
    private readonly T[] _gradient = new T[gradient.Dimension];
    private readonly Workspace<T> _workspace = new();

    /// <inheritdoc/>
    public override double Run()
    {
        T sum = T.Zero;
        int dimension = gradient.Dimension;
        for (int i = 0; i < Evaluations; i++)
        {
            ReadOnlySpan<T> point = _points.AsSpan(i % Points.Count * dimension, dimension);
            sum += gradient.Evaluate(point, _gradient, _workspace);
        }

        return T.Sum(sum) + T.Sum(_gradient[0]);
    }
}
