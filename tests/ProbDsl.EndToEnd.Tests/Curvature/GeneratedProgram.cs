namespace ProbDsl.EndToEnd.Tests.Curvature;

/// <summary>A model's generated functions as inference sees them.</summary>
internal readonly struct GeneratedProgram(IGenerated model) : IModelProgram
{
    public string Name => model.GetType().Name;

    public string Family => "any";

    public int Dimension => model.Dimension;

    public int ParameterCount => model.ParameterCount;

    public int NoiseCount => model.NoiseCount;

    public IReadOnlyList<QuantityInfo> Quantities => [];

    public IReadOnlyList<string> Coordinates => [];

    public void InitialParameters(Span<double> phi) => phi.Clear();

    public T LogJoint<T>(ReadOnlySpan<T> u, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T> => model.LogJoint(u, gradient, workspace);

    public T Elbo<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T> => model.Elbo(phi, noise, gradient, workspace);

    public T Reconstruction<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T> => model.Reconstruction(phi, noise, gradient, workspace);

    public T Kl<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T> => model.Kl(phi, noise, gradient, workspace);

    public void Sample<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, Span<T> values, Workspace<T> workspace)
        where T : unmanaged, ILane<T> => throw new NotSupportedException();

    public T Constrain<T>(ReadOnlySpan<T> u, Span<T> values, Workspace<T> workspace)
        where T : unmanaged, ILane<T> => throw new NotSupportedException();

    public bool HasWeight => false;

    public T Weigh<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, Span<T> values, Workspace<T> workspace)
        where T : unmanaged, ILane<T> => throw new NotSupportedException();

    public bool HasUnconstrainedDraw => false;

    public void Unconstrain<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, Span<T> u, Workspace<T> workspace)
        where T : unmanaged, ILane<T> => throw new NotSupportedException();

    public NonFiniteValue? LocateNonFinite(ReadOnlySpan<double> phi, ReadOnlySpan<double> noise) => null;
}
