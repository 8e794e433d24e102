namespace ProbDsl;

/// <summary>Draws the coordinates of small groups that meet no other once the hubs are known, such as a line's intercept and slope, one after the other.</summary>
/// <remarks>
/// <para>A group's last step of elimination comes first, then those before it, each given those that are drawn: a triangular map (Knothe 1957). The density of
/// a coordinate x with the rest r of its group integrated out is taken by Laplace's approximation, log p̂(x) = log p(x, r(x)) − ½ log det P(x) with r(x) the
/// mode of r given x and P(x) the precision there (Tierney and Kadane 1986); the slope of its first part is the partial derivative at r(x). From slopes at
/// four distances comes the map (<see cref="SkewMaps{TProgram,T}"/>). All groups are followed at once: a pass of the gradient tells the slopes of all of them.</para>
/// <para>What the map leaves out stays in the weights; that its density is known does not depend on how well r(x) was found.</para>
/// </remarks>
internal sealed class GroupMaps<TProgram, T>
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    // Each further coordinate of a group costs a dozen passes of the curvature for each draw.
    private const int LargestGroup = 4;

    // In standard deviations, where a rate is next to nothing and a step by the curvature leads to where it overflows.
    private const double LongestStep = 3;

    private readonly ConditionalCurvature<TProgram, T> _curvature;
    private readonly SparseFactor<T> _factor;
    private readonly Level[] _levels;
    private readonly T[] _moved;
    private readonly T[] _x;
    private readonly T[] _before;
    private readonly T[] _noise;

    /// <summary>The coordinates that are drawn at once: one of each group that has as many.</summary>
    /// <param name="Maps">Their maps.</param>
    /// <param name="Steps">Their steps.</param>
    /// <param name="Rest">The steps of the same groups that come later.</param>
    /// <param name="Owner">Of each of these the coordinate, by its place among the steps.</param>
    private sealed record Level(SkewMaps<TProgram, T> Maps, int[] Steps, int[] Rest, int[] Owner)
    {
        /// <summary>Of all steps those that come later.</summary>
        public required bool[] IsRest { get; init; }

        /// <summary>Of all steps those that are not drawn before.</summary>
        public required bool[] IsOpen { get; init; }

        /// <summary>How far the rest follow a coordinate, for each of its standard deviations.</summary>
        public T[] Follow { get; } = new T[Rest.Length];

        /// <summary>−½ log det of the precision of the rest at the mode and at each distance.</summary>
        public T[][] LogWidth { get; } = [.. Enumerable.Range(0, 5).Select(_ => new T[Steps.Length])];
    }

    public GroupMaps(TProgram program, ConditionalCurvature<TProgram, T> curvature)
    {
        (_curvature, _factor) = (curvature, curvature.NewFactor());
        int[][] groups = [.. _factor.Groups().Where(group => group.Length <= LargestGroup)];
        _levels = [.. Enumerable.Range(0, groups.Length == 0 ? 0 : groups.Max(group => group.Length)).Select(level => LevelOf(program, level, groups))];
        Steps = [.. groups.SelectMany(group => group)];
        (_moved, _x) = (new T[program.Dimension], new T[_factor.Size]);
        (_before, _noise) = (new T[groups.Length], new T[groups.Length]);
    }

    /// <summary>The steps that are drawn here.</summary>
    public int[] Steps { get; }

    /// <summary>Learns what the hubs alone decide.</summary>
    /// <param name="u">The modes.</param>
    /// <param name="factor">That of the curvature there.</param>
    public void Fit(ReadOnlySpan<T> u, SparseFactor<T> factor)
    {
        if (_levels.Length > 0)
        {
            Fit(_levels[0], u, factor);
        }
    }

    /// <summary>Moves the coordinates of u, which are at the modes, to draws.</summary>
    /// <param name="noise">A standard normal for each step.</param>
    /// <param name="u">Overwritten.</param>
    /// <returns>Σ log dx/dε, less the same of a Gaussian with the factor at the modes.</returns>
    public T Draw(ReadOnlySpan<T> noise, Span<T> u)
    {
        T log = T.Zero;
        for (int k = 0; k < _levels.Length; k++)
        {
            Level level = _levels[k];
            if (k > 0)
            {
                FindMode(level, u);
                Fit(level, u, _factor);
                log += SumOfLogs(level.Maps.Sd);
            }
            else if (level.Rest.Length > 0)
            {
                log -= Sum(level.LogWidth[0]);
            }

            log += Draw(level, noise, u);
        }

        return log;
    }

    private Level LevelOf(TProgram program, int level, int[][] groups)
    {
        int[][] open = [.. groups.Where(group => group.Length > level).Select(group => group[..^level])];
        int[] steps = Array.ConvertAll(open, group => group[^1]);
        var rest = open.SelectMany((group, owner) => group[..^1].Select(step => (step, owner))).ToArray();
        bool[] isRest = new bool[_factor.Size], isOpen = new bool[_factor.Size];
        Array.ForEach(rest, r => isRest[r.step] = isOpen[r.step] = true);
        Array.ForEach(steps, k => isOpen[k] = true);
        return new Level(new(program, Array.ConvertAll(steps, k => _curvature.Places[k])), steps, Array.ConvertAll(rest, r => r.step), Array.ConvertAll(rest, r => r.owner))
        {
            IsRest = isRest,
            IsOpen = isOpen,
        };
    }

    private T Draw(Level level, ReadOnlySpan<T> noise, Span<T> u)
    {
        for (int i = 0; i < level.Steps.Length; i++)
        {
            _noise[i] = noise[level.Steps[i]];
            _before[i] = u[_curvature.Places[level.Steps[i]]];
        }

        T log = level.Maps.Draw(_noise.AsSpan(0, level.Steps.Length), u);
        for (int r = 0; r < level.Rest.Length; r++)
        {
            int owner = level.Owner[r];
            u[_curvature.Places[level.Rest[r]]] += level.Follow[r] * ((u[_curvature.Places[level.Steps[owner]]] - _before[owner]) / level.Maps.Sd[owner]);
        }

        return log;
    }

    // What is not drawn of the groups to its mode, from about there.
    private void FindMode(Level level, Span<T> u)
    {
        for (int step = 0; step < 2; step++)
        {
            _curvature.Evaluate(u, _factor, _x);
            _factor.Solve(_x);
            Newton(u, level.IsOpen);
        }
    }

    private void Fit(Level level, ReadOnlySpan<T> u, SparseFactor<T> factor)
    {
        SkewMaps<TProgram, T> maps = level.Maps;
        for (int i = 0; i < level.Steps.Length; i++)
        {
            maps.Sd[i] = factor.InverseDiagonal(level.Steps[i]);
        }

        if (level.Rest.Length == 0)
        {
            maps.Fit(u, maps.Sd);
            return;
        }

        FillLogWidth(level, factor, level.LogWidth[0]);
        _x.AsSpan().Clear();
        foreach (int step in level.Steps)
        {
            _x[step] = T.One;
        }

        factor.SolveTransposed(_x);
        for (int r = 0; r < level.Rest.Length; r++)
        {
            level.Follow[r] = _x[level.Rest[r]];
        }

        for (int k = 0; k < maps.Slopes.Length; k++)
        {
            FillSlopes(level, u, SkewMaps<TProgram, T>.Distances[k], maps.Slopes[k], level.LogWidth[k + 1]);
        }

        AddSlopesOfWidth(level);
    }

    // The slope of max log p at a distance, after one Newton step of the rest; what a second one would add is in the forward substitution.
    private void FillSlopes(Level level, ReadOnlySpan<T> u, double distance, T[] slopes, T[] logWidth)
    {
        u.CopyTo(_moved);
        for (int i = 0; i < level.Steps.Length; i++)
        {
            _moved[_curvature.Places[level.Steps[i]]] += distance * level.Maps.Sd[i];
        }

        for (int r = 0; r < level.Rest.Length; r++)
        {
            _moved[_curvature.Places[level.Rest[r]]] += distance * level.Follow[r];
        }

        _curvature.Evaluate(_moved, _factor, _x);
        _factor.Solve(_x);
        Newton(_moved, level.IsRest);
        _curvature.Evaluate(_moved, _factor, _x);
        _factor.Solve(_x);
        for (int i = 0; i < slopes.Length; i++)
        {
            slopes[i] = _x[level.Steps[i]] / _factor.InverseDiagonal(level.Steps[i]) * level.Maps.Sd[i];
        }

        FillLogWidth(level, _factor, logWidth);
    }

    // From C⁻¹·g to a step by the curvature, of the chosen steps alone: what is before them in their group is chosen too.
    private void Newton(Span<T> u, bool[] isChosen)
    {
        for (int k = 0; k < _x.Length; k++)
        {
            _x[k] = isChosen[k] ? _x[k] : T.Zero;
        }

        _factor.SolveTransposed(_x);
        for (int k = 0; k < _x.Length; k++)
        {
            T longest = LongestStep * _factor.InverseDiagonal(k);
            u[_curvature.Places[k]] += T.Max(-longest, T.Min(_x[k], longest));
        }
    }

    // By the differences of fourth order at five equidistant points.
    private static void AddSlopesOfWidth(Level level)
    {
        T[][] width = level.LogWidth, slopes = level.Maps.Slopes;
        for (int i = 0; i < level.Steps.Length; i++)
        {
            T middle = width[0][i], farLeft = width[1][i] - middle, left = width[2][i] - middle, right = width[3][i] - middle, farRight = width[4][i] - middle;
            slopes[0][i] += (1.0 / 12) * (48 * left - 25 * farLeft + 16 * right - 3 * farRight);
            slopes[1][i] += (1.0 / 12) * (farRight - 3 * farLeft - 10 * left - 6 * right);
            slopes[2][i] += (1.0 / 12) * (3 * farRight + 10 * right + 6 * left - farLeft);
            slopes[3][i] += (1.0 / 12) * (25 * farRight - 48 * right - 16 * left + 3 * farLeft);
        }
    }

    private static T Sum(T[] x)
    {
        T sum = T.Zero;
        foreach (T number in x)
        {
            sum += number;
        }

        return sum;
    }

    private static T SumOfLogs(T[] x)
    {
        T sum = T.Zero;
        foreach (T number in x)
        {
            sum += T.Log(number);
        }

        return sum;
    }

    private static void FillLogWidth(Level level, SparseFactor<T> factor, T[] logWidth)
    {
        logWidth.AsSpan().Fill(T.One);
        for (int r = 0; r < level.Rest.Length; r++)
        {
            logWidth[level.Owner[r]] *= factor.InverseDiagonal(level.Rest[r]);
        }

        foreach (ref T width in logWidth.AsSpan())
        {
            width = T.Log(width);
        }
    }
}
