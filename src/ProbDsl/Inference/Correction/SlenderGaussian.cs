namespace ProbDsl;

/// <summary>A Gaussian about 0 that is wider along a direction v than across it: of covariance a²·(I − v·vᵀ) + l²·v·vᵀ.</summary>
/// <remarks>
/// In many coordinates a Gaussian that is wider everywhere has next to no density anywhere. Where one coordinate has a long tail, or the spread of all others
/// changes with it, as with the scale of a hierarchy, this one has.
/// </remarks>
/// <param name="direction">v, of length one.</param>
/// <param name="along">l.</param>
/// <param name="across">a.</param>
internal sealed class SlenderGaussian(double[] direction, double along, double across)
{
    /// <summary>v.</summary>
    public double[] Direction => direction;

    /// <summary>log det of its factor.</summary>
    public double LogDeterminant { get; } = Math.Log(along) + (direction.Length - 1) * Math.Log(across);

    /// <summary>y = a·ε + (l − a)·(v·ε)·v.</summary>
    public void Place<T>(ReadOnlySpan<T> noise, Span<T> y)
        where T : unmanaged, ILane<T>
    {
        T wider = (along - across) * Dot(noise);
        for (int i = 0; i < noise.Length; i++)
        {
            y[i] = T.FusedMultiplyAdd(direction[i], wider, across * noise[i]);
        }
    }

    /// <summary>The squared Mahalanobis distance of y, |y|²/a² + (v·y)²·(1/l² − 1/a²), where |y|² is known.</summary>
    public T Distance<T>(ReadOnlySpan<T> y, T square)
        where T : unmanaged, ILane<T>
    {
        T part = Dot(y);
        return square * (1 / (across * across)) + part * part * (1 / (along * along) - 1 / (across * across));
    }

    private T Dot<T>(ReadOnlySpan<T> y)
        where T : unmanaged, ILane<T>
    {
        ReadOnlySpan<double> v = direction;
        T sum = T.Zero;
        for (int i = 0; i < y.Length; i++)
        {
            sum = T.FusedMultiplyAdd(v[i], y[i], sum);
        }

        return sum;
    }
}
