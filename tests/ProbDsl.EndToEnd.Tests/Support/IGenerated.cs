namespace ProbDsl.EndToEnd.Tests;

/// <summary>What every model is given by the compiler; a model under test is declared to have it in a second partial declaration.</summary>
internal interface IGenerated
{
    int Dimension { get; }

    int ParameterCount { get; }

    int NoiseCount { get; }

    T LogJoint<T>(ReadOnlySpan<T> u, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T>;

    T LogPrior<T>(ReadOnlySpan<T> u, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T>;

    T LogLikelihood<T>(ReadOnlySpan<T> u, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T>;

    T Elbo<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T>;

    T Reconstruction<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T>;

    T Kl<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T>;
}
