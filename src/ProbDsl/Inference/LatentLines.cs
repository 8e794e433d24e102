namespace ProbDsl;

/// <summary>Finds the unconstrained point at which a program's latents have given values, where some of them move in other coordinates than those of a known point.</summary>
/// <remarks>
/// A latent that is moved is a line in its own coordinate given all others: the value at coordinate 0 and the slope there, from one pass in dual lanes, tell the coordinate
/// that has a value. Where one moved latent is the parent of another, a further round does; the values that come out say whether all are right.
/// </remarks>
internal sealed class LatentLines<TProgram, T>
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    // Of a few divisions, in units of the value's size and of the step.
    private const double Rounding = 1e-8;

    private readonly TProgram _program;
    private readonly int[] _latents;
    private readonly Workspace<Dual<T>> _dualWorkspace = new();
    private readonly Workspace<T> _workspace = new();
    private readonly Dual<T>[] _u;
    private readonly Dual<T>[] _dualValues;
    private readonly T[] _values;
    private readonly int[][] _moved;

    /// <param name="program">The program.</param>
    /// <param name="latents">For each place in a point the scalar whose latent it moves; −1 of a part of a vector that sums to 1.</param>
    /// <param name="standardised">The latents that are moved otherwise in the points that are given.</param>
    /// <param name="point">A point of the program, whose numbers after those of the latents stay.</param>
    public LatentLines(TProgram program, int[] latents, IReadOnlyList<string> standardised, double[] point)
    {
        (_program, _latents) = (program, latents);
        int scalars = program.Quantities.Scalars();
        (_u, _dualValues, _values) = (new Dual<T>[program.Dimension], new Dual<T>[scalars], new T[scalars]);
        bool[] isMoved = Dependent(program, latents, point);
        List<int[]> moved = [];
        for (int q = 0; q < program.Quantities.Count; q++)
        {
            int first = program.Quantities.Offset(q), end = first + program.Quantities[q].Count;
            bool isStandardised = standardised.Contains(program.Quantities[q].Name);
            int[] places = [.. Enumerable.Range(0, latents.Length).Where(i => latents[i] >= first && latents[i] < end && (isStandardised || isMoved[i]))];
            if (places.Length > 0)
            {
                moved.Add(places);
            }
        }

        _moved = [.. moved];
    }

    /// <summary>Whether every latent has the coordinate of the points that are given.</summary>
    public bool IsIdentity => _moved.Length == 0;

    /// <summary>How many passes through the program one call of <see cref="Move"/> takes.</summary>
    public int Passes => _moved.Length * _moved.Length + 1;

    /// <summary>Moves a point.</summary>
    /// <param name="u">The coordinates elsewhere; becomes those of the program.</param>
    /// <param name="target">All scalars.</param>
    /// <param name="log">The log joint there.</param>
    /// <returns>False where the latents do not have these values at any point that is found.</returns>
    public bool Move(Span<T> u, ReadOnlySpan<T> target, out T log)
    {
        for (int round = 0; round < _moved.Length; round++)
        {
            foreach (int[] places in _moved)
            {
                for (int i = 0; i < u.Length; i++)
                {
                    _u[i] = new(u[i], T.Zero);
                }

                foreach (int place in places)
                {
                    _u[place] = new(T.Zero, T.One);
                }

                _program.Constrain(_u, _dualValues, _dualWorkspace);
                foreach (int place in places)
                {
                    Dual<T> line = _dualValues[_latents[place]];
                    u[place] = (target[_latents[place]] - line.Value) / line.Derivative;
                }
            }
        }

        log = _program.Constrain(u, _values, _workspace);
        foreach (int scalar in _latents)
        {
            if (scalar >= 0 && !(Math.Abs(T.Get(_values[scalar], 0) - T.Get(target[scalar], 0)) <= Rounding * (1 + Math.Abs(T.Get(target[scalar], 0)))))
            {
                return false;
            }
        }

        return true;
    }

    // Whether the value of the latent at each place hangs on the coordinates of others: NaN in their places tells.
    private static bool[] Dependent(TProgram program, int[] latents, double[] point)
    {
        var workspace = new Workspace<Scalar>();
        Scalar[] u = Array.ConvertAll(point, x => (Scalar)x), values = new Scalar[program.Quantities.Scalars()];
        bool[] isDependent = new bool[latents.Length];
        for (int j = 0; j < latents.Length; j++)
        {
            Scalar kept = u[j];
            u[j] = double.NaN;
            program.Constrain<Scalar>(u, values, workspace);
            for (int i = 0; i < latents.Length; i++)
            {
                isDependent[i] |= i != j && latents[i] >= 0 && double.IsNaN(values[latents[i]].Value);
            }

            u[j] = kept;
        }

        return isDependent;
    }
}
