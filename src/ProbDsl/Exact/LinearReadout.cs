namespace ProbDsl;

/// <summary>The scalars that are no latent of their own but of first degree in the Gaussian latents, as the latent of a hierarchy in other coordinates is.</summary>
/// <remarks>
/// Which Gaussian latents a scalar reads a pass with NaN in their place tells. One pass in dual lanes for each
/// colour of these tells all derivatives; a second set, elsewhere, shows whether they are constant.
/// </remarks>
internal sealed class LinearReadout<TProgram, T>
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    // Derivatives that agree so far, in units of the larger, are equal to rounding.
    private const double Agreement = 1e-9;

    private readonly TProgram _program;
    private readonly LatentPlaces _places;
    private readonly Workspace<Dual<T>> _workspace = new();
    private readonly Dual<T>[] _u;
    private readonly Dual<T>[] _values;
    private readonly int[][] _reads;
    private readonly int[] _colour;
    private readonly T[][] _derivatives;

    public LinearReadout(TProgram program, LatentPlaces places, double[] point)
    {
        (_program, _places) = (program, places);
        Scalars = [.. Enumerable.Range(0, places.Scalars.Length).Where(s => places.Scalars[s] < 0)];
        (_u, _values) = (new Dual<T>[program.Dimension], new Dual<T>[places.Scalars.Length]);
        (_reads, IsLinear) = Reads(point);
        _colour = SparseColours.Of(_reads, places.Gaussian.Length);
        _derivatives = Array.ConvertAll(_reads, reads => new T[reads.Length]);
        CheckConstant(point);
    }

    /// <summary>The scalars.</summary>
    public int[] Scalars { get; }

    /// <summary>For each of them, whether it is of first degree, and no conjugate latent enters.</summary>
    public bool[] IsLinear { get; }

    /// <summary>For each scalar the Gaussian latents that it reads.</summary>
    public int[][] LatentsOf => _reads;

    /// <summary>The derivatives of each scalar with respect to these at a point. The next call overwrites them.</summary>
    public T[][] At(ReadOnlySpan<T> point)
    {
        for (int colour = 0; colour <= _colour.DefaultIfEmpty(-1).Max(); colour++)
        {
            for (int i = 0; i < _u.Length; i++)
            {
                _u[i] = new(point[i], T.Zero);
            }

            for (int g = 0; g < _colour.Length; g++)
            {
                _u[_places.Gaussian[g]] = new(point[_places.Gaussian[g]], _colour[g] == colour ? T.One : T.Zero);
            }

            _program.Constrain(_u, _values, _workspace);
            for (int s = 0; s < Scalars.Length; s++)
            {
                for (int k = 0; k < _reads[s].Length; k++)
                {
                    if (_colour[_reads[s][k]] == colour)
                    {
                        _derivatives[s][k] = _values[Scalars[s]].Derivative;
                    }
                }
            }
        }

        return _derivatives;
    }

    private (int[][] Reads, bool[] IsFree) Reads(double[] point)
    {
        var workspace = new Workspace<Scalar>();
        Scalar[] u = Array.ConvertAll(point, x => (Scalar)x), values = new Scalar[_values.Length];
        var reads = new List<int>[Scalars.Length];
        bool[] isFree = new bool[Scalars.Length];
        for (int s = 0; s < reads.Length; s++)
        {
            (reads[s], isFree[s]) = ([], true);
        }

        if (Scalars.Length == 0)
        {
            return ([], isFree);
        }

        void Probe(int place, Action<int> met)
        {
            Scalar kept = u[place];
            u[place] = double.NaN;
            _program.Constrain<Scalar>(u, values, workspace);
            for (int s = 0; s < Scalars.Length; s++)
            {
                if (double.IsNaN(values[Scalars[s]].Value))
                {
                    met(s);
                }
            }

            u[place] = kept;
        }

        for (int g = 0; g < _places.Gaussian.Length; g++)
        {
            int latent = g;
            Probe(_places.Gaussian[g], s => reads[s].Add(latent));
        }

        foreach ((int place, ExactPart _) in _places.Conjugate)
        {
            Probe(place, s => isFree[s] = false);
        }

        return (Array.ConvertAll(reads, r => r.ToArray()), isFree);
    }

    private void CheckConstant(double[] point)
    {
        T[] here = Array.ConvertAll(point, x => (T)x), there = (T[])here.Clone();
        for (int g = 0; g < _places.Gaussian.Length; g++)
        {
            there[_places.Gaussian[g]] += 0.5 + 0.25 * (g % 3);
        }

        T[][] first = Array.ConvertAll(At(here), d => (T[])d.Clone()), second = At(there);
        for (int s = 0; s < Scalars.Length; s++)
        {
            for (int k = 0; k < first[s].Length; k++)
            {
                double x = T.Get(first[s][k], 0), y = T.Get(second[s][k], 0);
                IsLinear[s] &= Math.Abs(x - y) <= Agreement * Math.Max(Math.Abs(x), Math.Abs(y));
            }
        }
    }
}
