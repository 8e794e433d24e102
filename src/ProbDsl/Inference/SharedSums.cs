using System.Diagnostics;

namespace ProbDsl;

/// <summary>Sums over many draws, in portions that other cores may take: the same bits for any number of threads and every lane width.</summary>
/// <remarks>How the draws are dealt depends on their number alone. Each portion has sums of its own, which are added in the order of the portions.</remarks>
/// <typeparam name="T">The lane type; its width divides 8.</typeparam>
internal sealed class SharedSums<T>
    where T : unmanaged, ILane<T>
{
    private const int FewestDraws = 64;

    // Each has memory of its own.
    private const int MostPortions = 4;

    // A sum that takes less, 5 microseconds, is not worth the way to another core.
    private static readonly long s_worthwhile = Stopwatch.Frequency / 200_000;
    private readonly PartialSums<T>[] _sums;
    private readonly Action<int> _fill;
    private readonly Team? _team;
    private bool _isShared;

    /// <summary>Prepares sums.</summary>
    /// <param name="draws">How many draws there are, a multiple of 8.</param>
    /// <param name="team">The other cores; null to do everything here.</param>
    /// <param name="add">Adds the blocks of a portion, from one to before another, to its sums.</param>
    /// <param name="sums">The sums of each portion, <see cref="PortionsOf"/> of the draws.</param>
    public SharedSums(int draws, Team? team, AddBlocks add, Func<int, PartialSums<T>> sums)
    {
        _team = team;
        _sums = new PartialSums<T>[PortionsOf(draws)];
        for (int k = 0; k < _sums.Length; k++)
        {
            _sums[k] = sums(k);
        }

        int eights = draws / PartialSums<T>.Count, blocks = PartialSums<T>.Count / T.Width;
        _fill = k =>
        {
            _sums[k].Clear();
            add(k, k * eights / _sums.Length * blocks, (k + 1) * eights / _sums.Length * blocks, _sums[k]);
        };
    }

    /// <summary>Adds the blocks of T.Width draws from <paramref name="first"/> to before <paramref name="end"/>; may be called from several threads at once.</summary>
    /// <param name="portion">Which portion they are, from 0.</param>
    /// <param name="first">The first block.</param>
    /// <param name="end">The block after the last.</param>
    /// <param name="sums">What to add to.</param>
    public delegate void AddBlocks(int portion, int first, int end, PartialSums<T> sums);

    /// <summary>How many portions so many draws are dealt to.</summary>
    public static int PortionsOf(int draws) => Math.Clamp(draws / FewestDraws, 1, MostPortions);

    /// <summary>Sums anew.</summary>
    public void Fill()
    {
        if (_isShared)
        {
            _team!.Run(_sums.Length, _fill);
            return;
        }

        long start = Stopwatch.GetTimestamp();
        for (int k = 0; k < _sums.Length; k++)
        {
            _fill(k);
        }

        _isShared = _team is not null && _sums.Length > 1 && Stopwatch.GetTimestamp() - start > s_worthwhile;
    }

    /// <summary>The sum of a column.</summary>
    public double Total(int column)
    {
        double total = 0;
        foreach (PartialSums<T> sums in _sums)
        {
            total += sums.Total(column);
        }

        return total;
    }
}
