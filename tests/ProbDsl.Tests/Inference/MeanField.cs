namespace ProbDsl.Tests.Inference;

/// <summary>A log density to approximate.</summary>
internal interface ITarget
{
    int Dimension { get; }

    T LogDensity<T>(ReadOnlySpan<T> u, Span<T> gradient)
        where T : unmanaged, ILane<T>;
}

/// <summary>The program a generator would emit for a mean-field Gaussian q over an unconstrained vector u with the given log joint.</summary>
/// <remarks>φ is the means, then the log standard deviations. With a flat prior the KL is the negative entropy, in closed form.</remarks>
internal readonly struct MeanField<TTarget>(TTarget target) : IModelProgram
    where TTarget : struct, ITarget
{
    private static readonly double EntropyOfOne = 0.5 * (1 + Math.Log(2 * Math.PI));

    public string Name => typeof(TTarget).Name;

    public string Family => "mean field";

    public int Dimension => target.Dimension;

    public int ParameterCount => 2 * target.Dimension;

    public int NoiseCount => target.Dimension;

    public IReadOnlyList<QuantityInfo> Quantities => [new("u", target.Dimension, -1)];

    public IReadOnlyList<string> Coordinates => [];

    public void InitialParameters(Span<double> phi) => phi.Clear();

    public T LogJoint<T>(ReadOnlySpan<T> u, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T>
        => target.LogDensity(u, gradient);

    public T Elbo<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T>
    {
        T value = Reconstruction(phi, noise, gradient, workspace);
        for (int i = 0; i < Dimension; i++)
        {
            value += phi[Dimension + i] + EntropyOfOne;
            gradient[Dimension + i] += T.One;
        }

        return value;
    }

    public T Reconstruction<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T>
    {
        int mark = workspace.Mark(), d = Dimension;
        Span<T> u = workspace.Take(d), slope = workspace.Take(d);
        for (int i = 0; i < d; i++)
        {
            u[i] = phi[i] + T.Exp(phi[d + i]) * noise[i];
        }

        T value = target.LogDensity(u, slope);
        for (int i = 0; i < d; i++)
        {
            gradient[i] = slope[i];
            gradient[d + i] = slope[i] * (u[i] - phi[i]);
        }

        workspace.Release(mark);
        return value;
    }

    public T Kl<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T>
    {
        T value = T.Zero;
        for (int i = 0; i < Dimension; i++)
        {
            value -= phi[Dimension + i] + EntropyOfOne;
            gradient[i] = T.Zero;
            gradient[Dimension + i] = -T.One;
        }

        return value;
    }

    public void Sample<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, Span<T> values, Workspace<T> workspace)
        where T : unmanaged, ILane<T>
        => Unconstrain(phi, noise, values, workspace);

    public bool HasUnconstrainedDraw => true;

    public T Constrain<T>(ReadOnlySpan<T> u, Span<T> values, Workspace<T> workspace)
        where T : unmanaged, ILane<T>
    {
        u.CopyTo(values);
        int mark = workspace.Mark();
        T value = target.LogDensity(u, workspace.Take(Dimension));
        workspace.Release(mark);
        return value;
    }

    public bool HasWeight => false;

    public T Weigh<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, Span<T> values, Workspace<T> workspace)
        where T : unmanaged, ILane<T> => throw new NotSupportedException();

    public void Unconstrain<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, Span<T> u, Workspace<T> workspace)
        where T : unmanaged, ILane<T>
    {
        for (int i = 0; i < Dimension; i++)
        {
            u[i] = phi[i] + T.Exp(phi[Dimension + i]) * noise[i];
        }
    }

    public NonFiniteValue? LocateNonFinite(ReadOnlySpan<double> phi, ReadOnlySpan<double> noise)
    {
        Scalar[] u = new Scalar[Dimension];
        for (int i = 0; i < u.Length; i++)
        {
            u[i] = phi[i] + Math.Exp(phi[Dimension + i]) * noise[i];
        }

        double value = Scalar.Get(target.LogDensity<Scalar>(u, new Scalar[u.Length]), 0);
        return double.IsFinite(value) ? null : new NonFiniteValue("u", "Model.cs", 7, "log(u)", FormattableString.Invariant($"u = {Scalar.Get(u[0], 0)}"), value);
    }
}
