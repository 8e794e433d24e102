namespace ProbDsl;

/// <summary>What averages of one ELBO over one set of draws after the other are computed in: one at a time.</summary>
/// <typeparam name="T">The lane type.</typeparam>
/// <param name="parameters">How many parameters φ has.</param>
internal sealed class ElboMemory<T>(int parameters)
    where T : unmanaged, ILane<T>
{
    private readonly List<(Workspace<T> Workspace, T[] Gradient, PartialSums<T> Sums)> _portions = [];

    /// <summary>φ, the same in every lane.</summary>
    public T[] Phi { get; } = new T[parameters];

    /// <summary>A portion of the draws: what generated code works in, one gradient, and the sums of gradients and of the ELBO.</summary>
    public (Workspace<T> Workspace, T[] Gradient, PartialSums<T> Sums) this[int portion] => _portions[portion];

    /// <summary>Makes room for portions.</summary>
    public void Reserve(int portions)
    {
        while (_portions.Count < portions)
        {
            _portions.Add((new Workspace<T>(), new T[parameters], new PartialSums<T>(parameters + 1)));
        }
    }
}
