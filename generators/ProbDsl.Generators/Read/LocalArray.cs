using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators;

/// <summary>A loop around a place in the code.</summary>
internal sealed record OpenLoop(int Id, string Index, Expr Lower, Expr Upper);

/// <summary>One place in the code that writes an array.</summary>
/// <param name="Indices">The element.</param>
/// <param name="Loops">Index, lower and upper end of the loops between the array's declaration and the write.</param>
/// <param name="Path">The sides of the branches that enclose it.</param>
internal sealed record ArraySite(bool IsAdd, EquatableArray<Expr> Indices, IReadOnlyList<OpenLoop> Loops, IReadOnlyList<(int Branch, int Side)> Path);

/// <summary>
/// What has happened to a local array so far. The reverse pass runs the writes backwards from the final elements, so each element may be
/// stored once, and added to only while nobody has read it.
/// </summary>
internal sealed class LocalArray(string name, int loopsOutside)
{
    private readonly List<ArraySite> _writes = [];
    private readonly List<ArraySite> _reads = [];

    public string Name { get; } = name;

    /// <summary>Loops that were open when the array was declared: they make a new array each time round.</summary>
    public int LoopsOutside { get; } = loopsOutside;

    /// <summary>Why this write is refused; null when it is allowed.</summary>
    public string? Write(ArraySite site)
    {
        string? reason = site.IsAdd ? RefuseAdd(site) : RefuseStore(site);
        _writes.Add(site);
        return reason;
    }

    /// <summary>Why this read is refused; null when it is allowed.</summary>
    public string? Read(ArraySite site)
    {
        _reads.Add(site);
        return _writes.Exists(w => SharesLoop(w, site) && ChangesLater(w, site)) ? $"An element of '{Name}' is read here and changed in a later iteration" : null;
    }

    private string? RefuseAdd(ArraySite site)
        => _reads.Exists(r => !Disjoint(r, site)) ? $"An element of '{Name}' is added to after '{Name}' was read" : null;

    private string? RefuseStore(ArraySite site)
    {
        if (site.Loops.Any(l => !site.Indices.Any(i => Integers.Split(i).Base is { } b && Moves(b, l.Index))))
        {
            return $"This loop writes the same element of '{Name}' in every iteration";
        }

        if (_writes.Exists(w => !Exclusive(w.Path, site.Path) && !Disjoint(w, site)))
        {
            return _writes.Exists(w => w.IsAdd) ? $"An element of '{Name}' is written after it was added to" : $"An element of '{Name}' may be written twice";
        }

        return _reads.Exists(r => !Exclusive(r.Path, site.Path) && !Disjoint(r, site) && (!SharesLoop(r, site) || ReadsAhead(r, site, orSame: true))) ? $"An element of '{Name}' is read before it is written" : null;
    }

    /// <summary>The index enters with a constant factor, so that each iteration has an element of its own.</summary>
    private static bool Moves(Expr expression, string index) => expression switch
    {
        Variable v => v.Name == index,
        Apply { Op: Op.Multiply } m => (m.Args[0] is IntConstant { Value: not 0 } && Moves(m.Args[1], index)) || (m.Args[1] is IntConstant { Value: not 0 } && Moves(m.Args[0], index)),
        Apply { Op: Op.Add or Op.Subtract } a => (Moves(a.Args[0], index) && !Mentions(a.Args[1], index)) || (Moves(a.Args[1], index) && !Mentions(a.Args[0], index)),
        _ => false,
    };

    private static bool Mentions(Expr expression, string index) => Integers.Text(expression).Free.Contains(index);

    private static bool Exclusive(IReadOnlyList<(int Branch, int Side)> a, IReadOnlyList<(int Branch, int Side)> b)
        => a.Any(x => b.Any(y => x.Branch == y.Branch && x.Side != y.Side));

    private static bool Disjoint(ArraySite a, ArraySite b)
    {
        for (int d = 0; d < a.Indices.Count; d++)
        {
            Interval x = Interval.Of(a.Indices[d], a.Loops);
            Interval y = Interval.Of(b.Indices[d], b.Loops);
            if (Interval.Before(x.Last, y.First) || Interval.Before(y.Last, x.First))
            {
                return true;
            }
        }

        return false;
    }

    private static bool SharesLoop(ArraySite a, ArraySite b)
        => a.Loops.Count > 0 && b.Loops.Count > 0 && a.Loops[0].Id == b.Loops[0].Id;

    // In a loop that both stand in: the next iteration adds to what was read, unless each iteration has an element of its own.
    private static bool ChangesLater(ArraySite write, ArraySite read)
        => write.IsAdd
            ? !(write.Indices.Equals(read.Indices) && write.Loops.All(l => write.Indices.Any(i => Moves(i, l.Index)))) && !Disjoint(write, read)
            : ReadsAhead(read, write, orSame: false);

    // s[t] = f(s[t + 1]) in an ascending loop, or s[t] = f(s[t]).
    private static bool ReadsAhead(ArraySite read, ArraySite write, bool orSame)
    {
        if (!read.Loops.Select(l => l.Id).SequenceEqual(write.Loops.Select(l => l.Id)))
        {
            return false;
        }

        bool ahead = true;
        bool same = true;
        for (int d = 0; d < write.Indices.Count; d++)
        {
            (Expr? readBase, int readOffset) = Integers.Split(read.Indices[d]);
            (Expr? writeBase, int writeOffset) = Integers.Split(write.Indices[d]);
            ahead &= Equals(readBase, writeBase) && (readBase is Variable ? readOffset >= writeOffset : readOffset == writeOffset);
            same &= readOffset == writeOffset;
        }

        return ahead && (orSame || !same);
    }
}

/// <summary>The range of an index: first and last value, each a base plus a number.</summary>
internal readonly record struct Interval(Expr First, Expr Last)
{
    public static Interval Of(Expr index, IReadOnlyList<OpenLoop> loops)
    {
        (Expr? part, int offset) = Integers.Split(index);
        if (part is Variable v)
        {
            foreach (OpenLoop loop in loops)
            {
                if (loop.Index == v.Name)
                {
                    return new(Integers.Add(loop.Lower, new IntConstant(offset)), Integers.Add(loop.Upper, new IntConstant(offset - 1)));
                }
            }
        }

        return new(index, index);
    }

    /// <summary>Provably a &lt; b: the same base, a smaller number.</summary>
    public static bool Before(Expr a, Expr b)
    {
        (Expr? x, int i) = Integers.Split(a);
        (Expr? y, int j) = Integers.Split(b);
        return Equals(x, y) && i < j;
    }
}
