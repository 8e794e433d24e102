using System.Numerics;

namespace ProbDsl;

/// <summary>Finds a proposal under which importance weights of the posterior are well behaved, and as many draws as the result needs.</summary>
internal static class CorrectionSearch
{
    private const int FirstDraws = 4096;
    private const int MostDraws = 1 << 16;

    // The standard error of a mean is then 1/55 of a standard deviation for random draws; evenly spread ones err less.
    private const int WantedEffectiveDraws = 3000;
    private const int Rounds = 6;

    // Below this the variance of the weights is finite, and more draws help at the usual rate.
    private const double GoodShape = 0.5;

    // At most about 256 MB of columns.
    private const int MostNumbers = 1 << 25;

    /// <summary>The best weighted draws found; null where the density was finite nowhere.</summary>
    public static Correction? Run<TProgram, T>(TProgram program, GaussianShape start, FitOptions options)
        where TProgram : struct, IModelProgram
        where T : unmanaged, ILane<T>
    {
        int scalars = program.Quantities.Sum(quantity => quantity.Count);
        var sampler = new ImportanceSampler<TProgram, T>(program, scalars);
        ulong stream = Streams.Importance;
        Correction? Try(Proposal proposal, int count)
        {
            FixedDraws noise = FixedDraws.Shared(count, proposal.Count, options.Seed, stream);
            stream += Streams.Count;
            ImportanceDraws draws = sampler.Draw(proposal, noise);
            return WeightedSample.Create(draws.LogWeights, out _) is { } sample ? new Correction(draws, sample, options.Seed) : null;
        }

        int count = Math.Min(FirstDraws, Affordable(scalars + program.NoiseCount));
        Proposal proposal = Proposal.Single(start);
        Correction? best = Try(proposal, count), last = best;
        double[][]? plain = best?.Draws.Columns;
        for (int round = 0; round < Rounds && last is not null && !IsGood(best!); round++)
        {
            if (Adaptation.Moments<T>(last.Draws) is not { } shape)
            {
                break;
            }

            proposal = Proposal.Wide(shape);
            last = Try(proposal, count);
            best = last is not null && IsBetter(last, best!) ? last : best;
        }

        // More draws where they are too few, but of the right kind.
        if (best is { IsReliable: true } && best.EffectiveDraws < WantedEffectiveDraws)
        {
            double factor = WantedEffectiveDraws / best.EffectiveDraws;
            int more = Math.Min((int)BitOperations.RoundUpToPowerOf2((uint)Math.Ceiling(count * factor)), Math.Min(MostDraws, Affordable(scalars + program.NoiseCount)));
            if (more > count && Try(best.Draws.Proposal!, more) is { IsReliable: true } larger)
            {
                best = larger;
            }
        }

        best?.KeepPlain(plain!);
        return best;
    }

    /// <summary>Weighted draws of the fitted q itself.</summary>
    public static Correction? OfGuide<TProgram, T>(TProgram program, double[] phi, FitOptions options)
        where TProgram : struct, IModelProgram
        where T : unmanaged, ILane<T>
    {
        GaussianShape? shape = program.HasUnconstrainedDraw ? GaussianShape.Of(program, phi) : null;
        if (shape is null && !program.HasWeight)
        {
            return null;
        }

        int scalars = program.Quantities.Sum(quantity => quantity.Count);
        int count = Math.Min(FirstDraws, Affordable(scalars + program.NoiseCount));
        FixedDraws noise = FixedDraws.Shared(count, shape?.Count ?? program.NoiseCount, options.Seed, Streams.Importance);
        var sampler = new ImportanceSampler<TProgram, T>(program, scalars);
        ImportanceDraws draws = shape is null ? sampler.Draw(phi, noise) : sampler.Draw(Proposal.Single(shape), noise);
        return WeightedSample.Create(draws.LogWeights, out _) is { } sample ? new Correction(draws, sample, options.Seed) : null;
    }

    private static bool IsGood(Correction found) => found.Smoothing.Shape < GoodShape && found.EffectiveDraws >= found.Draws.Count / 4;

    // A k̂ that is small enough is as good as any smaller: what counts then is how many draws do.
    private static bool IsBetter(Correction x, Correction y)
    {
        double shapeX = Math.Max(x.Smoothing.Shape, GoodShape), shapeY = Math.Max(y.Smoothing.Shape, GoodShape);
        return shapeX < shapeY || (shapeX == shapeY && x.EffectiveDraws > y.EffectiveDraws);
    }

    private static int Affordable(int numbers)
        => Math.Max(256, (int)BitOperations.RoundUpToPowerOf2((uint)(MostNumbers / Math.Max(1, numbers) + 1)) / 2);
}
