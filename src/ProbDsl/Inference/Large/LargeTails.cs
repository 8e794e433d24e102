namespace ProbDsl;

/// <summary>Looks along rays for variance beyond the farthest draws of a large model; see <see cref="TailProbe"/>.</summary>
/// <remarks>
/// In very many dimensions the density along a ray through the mean says little of a marginal density: the other coordinates are never all at
/// their means. For coordinate ε of the noise, log f(r) ≥ log φ(r) + E log w − log Z over the others by Jensen's inequality, closely where they do not mind
/// where on the ray they are. A ray for each coordinate would cost as much as the fit: a few of them, evenly spread, meet every plate.
/// </remarks>
internal static class LargeTails
{
    private const int Rays = 64;
    private const int Draws = 8;

    // In standard deviations. A Gaussian has nothing beyond, an exponential tail next to nothing, a power of the radius most of its variance.
    private const double Reach = 5;

    /// <returns>The largest variance beyond the draws along any ray, about as a share; infinite where it does not end.</returns>
    public static double VarianceBeyond<TProgram, T>(LargeSampler<TProgram, T> sampler, double logEvidence, ulong seed)
        where TProgram : struct, IModelProgram
        where T : unmanaged, ILane<T>
    {
        int n = sampler.NoiseCount, rays = Math.Min(n, Rays);
        FixedDraws draws = FixedDraws.Shared(Draws, n, seed, Streams.OtherStarts);
        T[] noise = new T[n];
        var scale = new TailProbe.Scale(Reach, -0.5 * Math.Log(2 * Math.PI) - logEvidence, logEvidence, Count: 0);
        double most = 0;
        for (int ray = 0; ray < rays; ray++)
        {
            int axis = (int)((long)ray * n / rays);
            double both = 0;
            for (int sign = -1; sign <= 1; sign += 2)
            {
                for (int k = 0; k < TailProbe.Radii; k += T.Width)
                {
                    T radius = TailProbe.Radius<T>(Reach, k, sign), logDensity = -0.5 * radius * radius;
                    for (int draw = 0; draw < Draws; draw++)
                    {
                        ReadOnlySpan<double> others = draws.Draw(draw);
                        for (int i = 0; i < n; i++)
                        {
                            noise[i] = others[i];
                        }

                        noise[axis] = radius;
                        logDensity += (1.0 / Draws) * sampler.LogWeight(noise);
                    }

                    for (int lane = 0; lane < T.Width; lane++)
                    {
                        both += scale.Variance(k + lane, T.Get(logDensity, lane), logWeight: 0);
                    }
                }
            }

            most = Math.Max(most, both);
        }

        return most;
    }
}
