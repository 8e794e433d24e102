namespace ProbDsl.Tests.Inference;

/// <summary>The program a generator would emit for a full-rank Gaussian q: u = m + L ε with a lower-triangular L, its diagonal in logs.</summary>
internal readonly struct FullRank<TTarget>(TTarget target) : IModelProgram
    where TTarget : struct, ITarget
{
    public string Name => typeof(TTarget).Name;

    public string Family => "full rank";

    public int Dimension => target.Dimension;

    public int ParameterCount => Dimension + Dimension * (Dimension + 1) / 2;

    public int NoiseCount => Dimension;

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
            value += phi[Entry(i, i)] + 0.5 * (1 + Math.Log(2 * Math.PI));
            gradient[Entry(i, i)] += T.One;
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
            u[i] = phi[i] + T.Exp(phi[Entry(i, i)]) * noise[i];
            for (int j = 0; j < i; j++)
            {
                u[i] += phi[Entry(i, j)] * noise[j];
            }
        }

        T value = target.LogDensity(u, slope);
        for (int i = 0; i < d; i++)
        {
            gradient[i] = slope[i];
            gradient[Entry(i, i)] = slope[i] * T.Exp(phi[Entry(i, i)]) * noise[i];
            for (int j = 0; j < i; j++)
            {
                gradient[Entry(i, j)] = slope[i] * noise[j];
            }
        }

        workspace.Release(mark);
        return value;
    }

    public T Kl<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T>
        => Reconstruction(phi, noise, gradient, workspace) - Elbo(phi, noise, gradient, workspace);

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
            u[i] = phi[i] + T.Exp(phi[Entry(i, i)]) * noise[i];
            for (int j = 0; j < i; j++)
            {
                u[i] += phi[Entry(i, j)] * noise[j];
            }
        }
    }

    public NonFiniteValue? LocateNonFinite(ReadOnlySpan<double> phi, ReadOnlySpan<double> noise) => null;

    private int Entry(int i, int j) => Dimension + i * (i + 1) / 2 + j;
}
