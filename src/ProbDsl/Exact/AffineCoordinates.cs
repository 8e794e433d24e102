namespace ProbDsl;

/// <summary>The coordinates w in which a fit moves as functions of the Gaussian latents g of a solved model: w = w(m) + A·(g − m), given all others.</summary>
/// <remarks>
/// Given its prior's scale a latent and its coordinate are lines in each other, and locations are of first degree in the Gaussian latents: a density that is quadratic in them
/// has no others. Both programs have the same density of the latents, each times its Jacobian, so that log |det ∂w/∂u| is the difference of their log joints.
/// </remarks>
internal sealed class AffineCoordinates<TProgram>
    where TProgram : struct, IModelProgram
{
    // Predictions that agree so far, in units of their summands, are equal to rounding.
    private const double Agreement = 1e-7;

    private readonly TProgram _program;
    private readonly LatentPlaces _places;
    private readonly FittedGaussian _q;
    private readonly Workspace<Dual<Scalar>> _workspace = new();
    private readonly Dual<Scalar>[] _u;
    private readonly Dual<Scalar>[] _w;
    private readonly Dual<Scalar>[] _values;
    private readonly int[] _colour;

    private AffineCoordinates(TProgram program, LatentPlaces places, FittedGaussian q, int[][] reads)
    {
        (_program, _places, _q, Reads) = (program, places, q, reads);
        (_u, _w, _values) = (new Dual<Scalar>[program.Dimension], new Dual<Scalar>[places.Latents.Length], new Dual<Scalar>[places.Scalars.Length]);
        _colour = SparseColours.Of(reads, places.Gaussian.Length);
    }

    /// <summary>The Gaussian latents that each coordinate reads.</summary>
    public int[][] Reads { get; }

    /// <summary>Finds what reads what at a solved point.</summary>
    /// <returns>Null where a coordinate is not found, is not of first degree, or hangs on a conjugate latent.</returns>
    public static AffineCoordinates<TProgram>? At(double[] point, TProgram program, LatentPlaces places, FittedGaussian q)
    {
        int n = places.Latents.Length, gaussians = places.Gaussian.Length;
        var all = new AffineCoordinates<TProgram>(program, places, q, [.. Enumerable.Repeat(Enumerable.Range(0, gaussians).ToArray(), n)]);
        double[] w = new double[n];
        double[][] slopes = [.. Enumerable.Range(0, n).Select(_ => new double[gaussians])];
        if (!all.TryAt(point, w, slopes, out _))
        {
            return null;
        }

        int[][] reads = Array.ConvertAll(slopes, row => Enumerable.Range(0, gaussians).Where(g => row[g] != 0).ToArray());
        return all.Predicts(point, w, slopes) ? new AffineCoordinates<TProgram>(program, places, q, reads) : null;
    }

    /// <summary>The same for another thread.</summary>
    public AffineCoordinates<TProgram> Copy() => new(_program, _places, _q.Copy(), Reads);

    /// <summary>The coordinates at a solved point.</summary>
    /// <param name="point">The means of the Gaussian latents, and all others, in the coordinates in which the model was solved.</param>
    /// <param name="w">Receives the coordinates of q.</param>
    /// <param name="slopes">Receives for each coordinate the derivatives with respect to the Gaussian latents that it reads.</param>
    /// <param name="logDeterminant">log |det ∂w/∂u|.</param>
    /// <returns>Whether they are found.</returns>
    public bool TryAt(double[] point, double[] w, double[][] slopes, out double logDeterminant)
    {
        logDeterminant = 0;
        for (int colour = 0; colour <= _colour.DefaultIfEmpty(0).Max(); colour++)
        {
            for (int i = 0; i < _u.Length; i++)
            {
                _u[i] = point[i];
            }

            for (int g = 0; g < _colour.Length; g++)
            {
                _u[_places.Gaussian[g]] = new(point[_places.Gaussian[g]], _colour[g] == colour ? Scalar.One : Scalar.Zero);
            }

            double here = _program.Constrain(_u, _values, _workspace).Value.Value;
            _u.AsSpan(0, _w.Length).CopyTo(_w);
            if (!_q.Move(_w, _values, out double there))
            {
                return false;
            }

            logDeterminant = here - there;
            for (int i = 0; i < _w.Length; i++)
            {
                w[i] = _w[i].Value.Value;
                for (int k = 0; k < Reads[i].Length; k++)
                {
                    if (_colour[Reads[i][k]] == colour)
                    {
                        slopes[i][k] = _w[i].Derivative.Value;
                    }
                }
            }
        }

        return double.IsFinite(logDeterminant);
    }

    // Elsewhere: other Gaussian latents by what the slopes say, other conjugate ones by nothing but themselves.
    private bool Predicts(double[] point, double[] w, double[][] slopes)
    {
        double[] shifted = (double[])point.Clone();
        for (int g = 0; g < _places.Gaussian.Length; g++)
        {
            shifted[_places.Gaussian[g]] += Shift(g);
        }

        foreach ((int place, ExactPart _) in _places.Conjugate)
        {
            shifted[place] += Shift(place);
        }

        double[] found = new double[w.Length];
        if (!TryAt(shifted, found, [.. slopes.Select(row => new double[row.Length])], out _))
        {
            return false;
        }

        for (int i = 0; i < w.Length; i++)
        {
            if (_places.Conjugate.Any(c => c.Place == i))
            {
                continue;
            }

            (double expected, double size) = (w[i], Math.Abs(w[i]));
            for (int g = 0; g < slopes[i].Length; g++)
            {
                expected += slopes[i][g] * Shift(g);
                size += Math.Abs(slopes[i][g] * Shift(g));
            }

            if (!(Math.Abs(found[i] - expected) <= Agreement * size))
            {
                return false;
            }
        }

        return true;
    }

    private static double Shift(int i) => 0.5 + 0.25 * (i % 3);
}
