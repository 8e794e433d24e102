using System.Buffers;
using System.Runtime.InteropServices;

namespace ProbDsl;

/// <summary>Looks along rays for variance beyond the farthest draws, of which no weight can tell.</summary>
/// <remarks>
/// Draws of a Gaussian end near four standard deviations. Where the posterior goes on like a power of the radius, the weights up to there look
/// bounded, k̂ is small, and what is missing shows nowhere. Along the columns of L, in which the proposal is standard, the density over the
/// evidence times that of the other coordinates is a marginal density f, exactly so for independent ones; ∫ r² f(r) dr beyond the reach is what
/// the variance, in which the proposal has 1, lacks. Radii double, so that the trapezoid rule in log r sees powers of r as they are. A tail
/// between the columns shows in the draws of largest weight far out, and in the direction in which these differ most from a Gaussian's: rays go
/// through those too.
/// </remarks>
internal static class TailProbe
{
    /// <summary>How many radii there are on a ray, each twice the last.</summary>
    public const int Radii = 8;
    private const int RaysThroughDraws = 8;
    private const int SmoothingDraws = 16;
    private static readonly double[] s_widths = [1, 0.3, 0.1];

    // Half of what is missing of a variance is missing of the standard deviation.
    private const double LargestVarianceBeyond = 0.05;

    /// <summary>Whether what lies beyond the draws is too much to leave out.</summary>
    public static bool IsTooMuch(double varianceBeyond) => varianceBeyond > LargestVarianceBeyond;

    /// <summary>What lies beyond the draws, in a sentence; null where that is next to nothing.</summary>
    public static string? Describe(double varianceBeyond)
        => !IsTooMuch(varianceBeyond) ? null
            : varianceBeyond > 1 ? "Tails that fall like a power reach far beyond the draws: there may be no standard deviation, and what is reported is too small."
            : FormattableString.Invariant($"Beyond the draws lies more of a variance, about {100 * varianceBeyond:0} %: the tails fall like a power.");

    /// <summary>log p at points of the proposal, y; one a lane.</summary>
    public delegate T LogDensity<T>(T[] y)
        where T : unmanaged, ILane<T>;

    /// <summary>Looks for the largest variance beyond the draws in any direction, about as a share; infinite where it does not end.</summary>
    public static Search Send<TProgram, T>(TProgram program, ImportanceDraws draws, double logEvidence, ulong seed)
        where TProgram : struct, IModelProgram
        where T : unmanaged, ILane<T>
        => new(
            Errand<double>.Send(() =>
            {
                var workspace = new Workspace<T>();
                T[] u = new T[program.Dimension], values = new T[program.Quantities.Sum(quantity => quantity.Count)];
                return VarianceOnRays<T>(draws, logEvidence, y =>
                {
                    draws.Proposal!.Place<T>(y, u);
                    return program.Constrain(u, values, workspace);
                });
            }),
            Errand<double>.Send(() => AlongRidge<TProgram, T>(program, draws, Measure(draws, logEvidence), seed)));

    /// <summary>A search under way.</summary>
    /// <param name="OnRays">Along straight rays.</param>
    /// <param name="AlongRidge">Along a bent one.</param>
    public sealed record Search(Errand<double> OnRays, Errand<double> AlongRidge)
    {
        /// <summary>The largest variance found.</summary>
        public double VarianceBeyond => Math.Max(OnRays.Result, AlongRidge.Result);
    }

    /// <summary>The variance beyond the draws along straight rays only, of any density that they are from.</summary>
    public static double VarianceOnRays<T>(ImportanceDraws draws, double logEvidence, LogDensity<T> logDensity)
        where T : unmanaged, ILane<T>
    {
        Proposal proposal = draws.Proposal!;
        T[] y = new T[proposal.Count];
        Scale scale = Measure(draws, logEvidence);
        double most = 0;
        foreach (double[] direction in Directions<T>(draws))
        {
            double both = 0;
            for (int sign = -1; sign <= 1; sign += 2)
            {
                bool hasEnded = false;
                for (int k = 0; k < Radii && !hasEnded; k += T.Width)
                {
                    T radius = Radius<T>(proposal.Reach, k, sign);
                    for (int i = 0; i < y.Length; i++)
                    {
                        y[i] = radius * direction[i];
                    }

                    T logHere = logDensity(y), logWeight = logHere - proposal.LogDensity<T>(y);
                    for (int lane = 0; lane < T.Width && !hasEnded; lane++)
                    {
                        both += scale.Variance(k + lane, T.Get(logHere, lane), T.Get(logWeight, lane));
                        hasEnded = scale.IsNegligible(k + lane, T.Get(logHere, lane));
                    }
                }
            }

            most = Math.Max(most, both);
        }

        return most;
    }

    private static Scale Measure(ImportanceDraws draws, double logEvidence)
    {
        Proposal proposal = draws.Proposal!;
        return new(proposal.Reach, proposal.Shape.LogDeterminant + 0.5 * (proposal.Count - 1) * Math.Log(2 * Math.PI) - logEvidence, logEvidence, draws.Count);
    }

    // A tail that is narrow across passes any fixed ray at some radius: from one radius to the next the way is climbed back to its ridge.
    private static double AlongRidge<TProgram, T>(TProgram program, ImportanceDraws draws, Scale scale, ulong seed)
        where TProgram : struct, IModelProgram
        where T : unmanaged, ILane<T>
    {
        Proposal proposal = draws.Proposal!;
        if (proposal.Direction is not { } direction)
        {
            return 0;
        }

        var density = new SmoothedDensity<TProgram, T>(program, proposal.Shape, FixedDraws.Shared(SmoothingDraws, proposal.Count, seed, Streams.OtherStarts));
        var section = new CrossSection(density, direction);
        var optimiser = new Lbfgs(proposal.Count, new LbfgsOptions { MaxIterations = 10, GainTolerance = 1e-2 });
        double[] gradient = new double[proposal.Count];
        double both = 0;
        for (int sign = -1; sign <= 1; sign += 2)
        {
            double[] across = new double[proposal.Count];
            for (int k = 0; k < Radii; k++)
            {
                section.Distance = sign * Math.ScaleB(proposal.Reach, k);
                density.Scale = 0;
                double logWeight = -optimiser.Minimise(section, across).Value;
                double[] place = proposal.Straight(section.Place(across));
                logWeight -= proposal.LogDensity<Scalar>(ScalarSpan.Cast(place)).Value;

                // The mass across is bounded from below by E log p and the entropy of a Gaussian, of the width that serves best.
                double most = double.NegativeInfinity;
                foreach (double width in s_widths)
                {
                    density.Scale = width;
                    most = Math.Max(most, (proposal.Count - 1) * (Math.Log(width) + 0.5) - section.Evaluate(across, gradient));
                }

                both += scale.Variance(k, most, logWeight);
                if (scale.IsNegligible(k, most))
                {
                    break;
                }

                across = Array.ConvertAll(across, x => 2 * x);
            }
        }

        return both;
    }

    // Unit vectors: the axes, then where the posterior is least like a Gaussian, then through the draws that make most of ∫ r³ w.
    private static IEnumerable<double[]> Directions<T>(ImportanceDraws draws)
        where T : unmanaged, ILane<T>
    {
        int n = draws.Noise.Dimension;
        for (int j = 0; j < n; j++)
        {
            double[] axis = new double[n];
            axis[j] = 1;
            yield return axis;
        }

        if (n == 1)
        {
            yield break;
        }

        if (draws.Proposal!.Direction is { } direction)
        {
            yield return direction;
        }

        foreach (double[] y in FarthestByWeight<T>(draws))
        {
            double length = Math.Sqrt(VectorMath.Dot(y, y));
            yield return Array.ConvertAll(y, x => x / length);
        }
    }

    // The draws with the largest r³ w, by its logarithm; of equal ones those that come first.
    private static double[][] FarthestByWeight<T>(ImportanceDraws draws)
        where T : unmanaged, ILane<T>
    {
        double[] keys = ArrayPool<double>.Shared.Rent(draws.Count);
        FillKeys<T>(draws, keys.AsSpan(0, draws.Count));
        int[] farthest = new int[Math.Min(RaysThroughDraws, draws.Count)];
        for (int k = 0, found = 0; k < draws.Count; k++)
        {
            if (found == farthest.Length && keys[k] <= keys[farthest[^1]])
            {
                continue;
            }

            int place = found < farthest.Length ? found++ : found - 1;
            for (; place > 0 && keys[farthest[place - 1]] < keys[k]; place--)
            {
                farthest[place] = farthest[place - 1];
            }

            farthest[place] = k;
        }

        ArrayPool<double>.Shared.Return(keys);
        return Array.ConvertAll(farthest, k =>
        {
            double[] y = new double[draws.Noise.Dimension];
            draws.Proposal!.Standard(draws.Parts[k / 8], ScalarSpan.Cast(draws.Noise.Draw(k)), ScalarSpan.Cast(y.AsSpan()));
            return y;
        });
    }

    // log r³ w of each draw.
    private static void FillKeys<T>(ImportanceDraws draws, Span<double> keys)
        where T : unmanaged, ILane<T>
    {
        Span<T> lanes = MemoryMarshal.Cast<double, T>(keys);
        T[] y = new T[draws.Noise.Dimension];
        for (int block = 0; block < lanes.Length; block++)
        {
            draws.Standard(block, y.AsSpan());
            T square = T.Zero;
            foreach (T x in y)
            {
                square += x * x;
            }

            lanes[block] = T.Load(draws.LogWeights.AsSpan(block * T.Width, T.Width)) + 1.5 * T.Log(square);
        }
    }

    /// <summary>The signed radii from the first-th on, one a lane.</summary>
    public static T Radius<T>(double reach, int first, int sign)
        where T : unmanaged, ILane<T>
    {
        Span<double> radii = stackalloc double[T.Width];
        for (int k = 0; k < radii.Length; k++)
        {
            radii[k] = sign * Math.ScaleB(reach, first + k);
        }

        return T.Load(radii);
    }

    /// <summary>What densities along a ray are measured by.</summary>
    /// <param name="Reach">The first radius.</param>
    /// <param name="Offset">Makes a log density that of the marginal along the ray.</param>
    /// <param name="LogEvidence">The log evidence.</param>
    /// <param name="Count">How many draws there are.</param>
    public readonly record struct Scale(double Reach, double Offset, double LogEvidence, int Count)
    {
        // As many draws see what is there.
        private const int FewestDraws = 30;

        // A tail that falls like a power of the radius may grow from here, in what it makes of the variance, a thousandfold to the last radius.
        private static readonly double s_logNegligible = Math.Log(1e-8);

        /// <summary>Whether the density near the k-th radius, and with it all beyond, makes next to nothing of a variance; not of the first, where draws are.</summary>
        public bool IsNegligible(int k, double logDensity) => k > 0 && logDensity + Offset + 3 * Math.Log(Math.ScaleB(Reach, k)) < s_logNegligible;

        /// <summary>
        /// The variance near the k-th radius; none where draws are. With share w̄ of the mass and log weight w there, about S·w̄/eʷ of S draws are. Where the
        /// density is not a number there is nothing to add: draws beyond any use may overflow.
        /// </summary>
        public double Variance(int k, double logDensity, double logWeight)
        {
            double logRadius = Math.Log(Math.ScaleB(Reach, k)), logMass = logDensity + Offset + logRadius;
            return double.IsNaN(logMass) || Count * Math.Exp(logMass - (logWeight - LogEvidence)) >= FewestDraws ? 0
                : (k == 0 ? 0.5 : 1) * Math.Log(2) * Math.Exp(logMass + 2 * logRadius);
        }
    }
}
