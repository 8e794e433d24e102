namespace ProbDsl;

/// <summary>
/// The energy M·Σ ‖g(wⱼ₊₁) − g(wⱼ)‖² of a line through latent points, where w are M + 1 points along it, several to a piece, so that chords do not cut bends short. Of all ways to
/// run through a path constant speed has the least, its squared length: so the minimum is a geodesic, at constant speed.
/// </summary>
internal sealed class PathEnergy : IObjective
{
    private const int PerSegment = 8;
    private readonly LatentMap _map;
    private readonly double[] _from;
    private readonly double[] _to;
    private readonly int _segments;
    private readonly double[] _fine;
    private readonly double[] _images;
    private readonly double[] _slopes;
    private readonly double[] _pulled;

    public PathEnergy(LatentMap map, double[] from, double[] to, int segments)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentOutOfRangeException.ThrowIfLessThan(segments, 1);
        if (from.Length != map.Latents || to.Length != map.Latents)
        {
            throw new ArgumentException(FormattableString.Invariant($"The ends have {from.Length} and {to.Length} numbers, but the decoder takes {map.Latents}."), nameof(to));
        }

        (_map, _from, _to, _segments) = (map, from, to, segments);
        int points = segments * PerSegment + 1;
        _fine = new double[points * map.Latents];
        _pulled = new double[_fine.Length];
        _images = new double[points * map.Outputs];
        _slopes = new double[_images.Length];
    }

    /// <inheritdoc/>
    public int Dimension => (_segments - 1) * _from.Length;

    private int Pieces => _segments * PerSegment;

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        MapAll(point);
        int outputs = _map.Outputs, latents = _from.Length;
        double energy = 0;
        _slopes.AsSpan().Clear();
        for (int j = 0; j < Pieces; j++)
        {
            for (int o = 0; o < outputs; o++)
            {
                double step = _images[(j + 1) * outputs + o] - _images[j * outputs + o];
                energy += step * step;
                _slopes[j * outputs + o] -= 2 * Pieces * step;
                _slopes[(j + 1) * outputs + o] += 2 * Pieces * step;
            }
        }

        _map.PullBack(Pieces + 1, _fine, _slopes, _pulled);
        gradient.Clear();
        for (int j = 0; j <= Pieces; j++)
        {
            // w = (1 − a)·zₛ + a·zₛ₊₁; z₀ and the last do not move.
            (int segment, double a) = Place(j);
            ReadOnlySpan<double> slope = _pulled.AsSpan(j * latents, latents);
            if (segment > 0)
            {
                VectorMath.AddScaled(1 - a, slope, gradient.Slice((segment - 1) * latents, latents));
            }

            if (segment + 1 < _segments)
            {
                VectorMath.AddScaled(a, slope, gradient.Slice(segment * latents, latents));
            }
        }

        return Pieces * energy;
    }

    /// <summary>The length of the path through points between the ends.</summary>
    public double Length(ReadOnlySpan<double> inner)
    {
        MapAll(inner);
        return Chords().Sum();
    }

    /// <summary>The points of the path, its ends among them.</summary>
    public double[][] Points(ReadOnlySpan<double> inner)
    {
        double[] all = [.. _from, .. inner, .. _to];
        return [.. all.Chunk(_from.Length)];
    }

    /// <summary>The times at which the straight way has gone equal parts of its length; equal parts of time where it has none.</summary>
    public double[] EvenTimes()
    {
        double[] inner = [.. Enumerable.Range(1, _segments - 1).SelectMany(s => _from.Zip(_to, (x, y) => x + (y - x) * s / _segments))];
        MapAll(inner);
        double[] chords = Chords(), times = new double[_segments + 1];
        double whole = chords.Sum(), gone = 0;
        times[_segments] = 1;
        for (int s = 1, j = 0; s < _segments; s++)
        {
            double wanted = whole * s / _segments;
            for (; j < chords.Length - 1 && gone + chords[j] < wanted; j++)
            {
                gone += chords[j];
            }

            times[s] = whole > 0 ? Math.Clamp((j + (wanted - gone) / chords[j]) / Pieces, times[s - 1], 1) : (double)s / _segments;
        }

        return times;
    }

    private double[] Chords()
    {
        int outputs = _map.Outputs;
        double[] chords = new double[Pieces];
        for (int j = 0; j < chords.Length; j++)
        {
            chords[j] = Math.Sqrt(Distances.Squared(_images.AsSpan((j + 1) * outputs, outputs), _images.AsSpan(j * outputs, outputs)));
        }

        return chords;
    }

    private void MapAll(ReadOnlySpan<double> inner)
    {
        int latents = _from.Length;
        for (int j = 0; j <= Pieces; j++)
        {
            (int segment, double a) = Place(j);
            ReadOnlySpan<double> start = segment == 0 ? _from : inner.Slice((segment - 1) * latents, latents);
            ReadOnlySpan<double> end = segment + 1 == _segments ? _to : inner.Slice(segment * latents, latents);
            for (int k = 0; k < latents; k++)
            {
                _fine[j * latents + k] = (1 - a) * start[k] + a * end[k];
            }
        }

        _map.Map(Pieces + 1, _fine, _images);
    }

    private (int Segment, double Part) Place(int j) => j == Pieces ? (_segments - 1, 1) : (j / PerSegment, (double)(j % PerSegment) / PerSegment);
}
