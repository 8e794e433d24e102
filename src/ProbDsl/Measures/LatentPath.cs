namespace ProbDsl;

/// <summary>A way from one latent point to another, as a line through points.</summary>
/// <param name="Points">The points, both ends among them.</param>
/// <param name="Length">Its length in the decoder's pull-back metric: how much the decoded data change along it.</param>
public sealed record LatentPath(double[][] Points, double Length)
{
    private const double ShortestTurn = 1e-9;

    /// <summary>The straight way.</summary>
    /// <param name="map">The decoder, by which it is measured.</param>
    /// <param name="from">One end.</param>
    /// <param name="to">The other.</param>
    /// <param name="segments">How many pieces, at least 1.</param>
    public static LatentPath Straight(LatentMap map, double[] from, double[] to, int segments = 16)
        => Of(new PathEnergy(map, from, to, segments), segments, t => Between(from, to, 1 - t, t));

    /// <summary>
    /// Spherical interpolation, (sin((1 − t)ω)·z₀ + sin(tω)·z₁)/sin ω with the angle ω between the ends (White 2016): it keeps the distance from the origin that normal
    /// latents of many dimensions have, where the straight way passes near the origin, at which there are no data.
    /// </summary>
    /// <inheritdoc cref="Straight"/>
    /// <exception cref="ArgumentException">The ends lie in opposite directions, so that the way between is not determined, or one is 0.</exception>
    public static LatentPath Spherical(LatentMap map, double[] from, double[] to, int segments = 16)
    {
        var energy = new PathEnergy(map, from, to, segments);
        double norms = Math.Sqrt(VectorMath.Dot(from, from) * VectorMath.Dot(to, to)), angle = Math.Acos(Math.Clamp(VectorMath.Dot(from, to) / norms, -1, 1));
        if (!(norms > 0) || Math.PI - angle < ShortestTurn)
        {
            throw new ArgumentException("The ends lie in opposite directions, or one is 0: no great circle is the way between them. Straight and Geodesic have one.", nameof(to));
        }

        return Of(energy, segments, t => angle < ShortestTurn ? Between(from, to, 1 - t, t) : Between(from, to, Math.Sin((1 - t) * angle) / Math.Sin(angle), Math.Sin(t * angle) / Math.Sin(angle)));
    }

    /// <summary>
    /// A geodesic of the pull-back metric: the energy of the path is minimised by L-BFGS from the straight way, run through at constant speed, and never longer than it. A
    /// shorter one around an obstacle may exist.
    /// </summary>
    /// <inheritdoc cref="Straight"/>
    public static LatentPath Geodesic(LatentMap map, double[] from, double[] to, int segments = 16)
    {
        LatentPath straight = Straight(map, from, to, segments);
        var energy = new PathEnergy(map, from, to, segments);
        double[] times = energy.EvenTimes(), inner = [.. times[1..^1].SelectMany(t => Between(from, to, 1 - t, t))];
        if (inner.Length > 0)
        {
            new Lbfgs(inner.Length).Minimise(energy, inner);
        }

        double length = energy.Length(inner);
        return length < straight.Length ? new(energy.Points(inner), length) : straight;
    }

    private static LatentPath Of(PathEnergy energy, int segments, Func<double, double[]> at)
    {
        double[] inner = [.. Enumerable.Range(1, segments - 1).SelectMany(k => at((double)k / segments))];
        return new(energy.Points(inner), energy.Length(inner));
    }

    private static double[] Between(double[] from, double[] to, double a, double b) => [.. from.Zip(to, (x, y) => a * x + b * y)];
}
