using System.Numerics;

namespace ProbDsl;

/// <summary>Finds a proposal under which importance weights of the posterior are well behaved, and as many draws as the result needs.</summary>
internal sealed class CorrectionSearch<TProgram, T>
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    // Enough to tell a good proposal and to learn a better one: 32 draws for each coordinate.
    private const int PilotDraws = 1024;
    private const int PilotDrawsPerCoordinate = 32;
    private const int PilotRounds = 6;

    private const int FinalDraws = 4096;
    private const int FinalRounds = 2;
    private const int MostDraws = 1 << 16;

    // The standard error of a mean is then 1/40 of a standard deviation for random draws; evenly spread ones err less.
    private const int WantedEffectiveDraws = 1600;

    // Below this the variance of the weights is finite, and more draws help at the usual rate.
    private const double GoodShape = 0.5;

    // Half of what is missing of a variance is missing of the standard deviation.
    private const double LargestVarianceBeyond = 0.05;

    // At most about 256 MB of values.
    private const int MostNumbers = 1 << 25;

    private readonly TProgram _program;
    private readonly FitOptions _options;
    private readonly ImportanceSampler<TProgram, T> _sampler;
    private readonly int _affordable;
    private ulong _stream = Streams.Importance;
    private bool _hasLongTails;

    public CorrectionSearch(TProgram program, FitOptions options)
    {
        (_program, _options) = (program, options);
        int scalars = program.Quantities.Sum(quantity => quantity.Count);
        _sampler = new ImportanceSampler<TProgram, T>(program, scalars);
        _affordable = Math.Max(256, (int)BitOperations.RoundUpToPowerOf2((uint)(MostNumbers / Math.Max(1, scalars + program.NoiseCount)) + 1) / 2);
    }

    /// <summary>The best weighted draws found; null where the density was finite nowhere.</summary>
    public Correction? Run(GaussianShape start)
    {
        int pilot = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(PilotDraws, PilotDrawsPerCoordinate * start.Count));
        _options.Reporter?.Enter("correction");
        if (Draw(Proposal.Single(start), pilot) is not { } first)
        {
            return null;
        }

        _hasLongTails = VarianceBeyond(first) > LargestVarianceBeyond;
        first = _hasLongTails ? Improve(first) ?? first : first;

        // More draws see more of the tails: what was good for few of them is looked at once more.
        Correction best = Adapt(first, PilotRounds);
        best = Draw(best.Draws.Proposal, FinalDraws) is { } final ? Adapt(final, FinalRounds) : best;
        while (best.IsReliable && best.EffectiveDraws < WantedEffectiveDraws && MoreThan(best) is int more && more > best.Draws.Count
            && Draw(best.Draws.Proposal, more) is { } larger)
        {
            best = larger;
        }

        best.Unreached = best.IsReliable ? Unreached(best) : null;
        if (!best.IsReliable)
        {
            best.Plain = Draw(Proposal.Single(start), FinalDraws)?.Draws.Values;
        }

        return best;
    }

    // Each round learns from the last, good or bad; the best is kept.
    private Correction Adapt(Correction first, int rounds)
    {
        Correction best = first;
        Correction? last = first;
        for (int round = 0; round < rounds && last is not null && !IsGood(best); round++)
        {
            _options.Reporter?.Enter("correction");
            last = Improve(last);
            best = last is not null && IsBetter(last, best) ? last : best;
        }

        return best;
    }

    private Correction? Improve(Correction last)
        => Adaptation.Moments<T>(last.Draws) is { } shape ? Draw(_hasLongTails ? Proposal.Far(shape) : Proposal.Wide(shape), last.Draws.Count) : null;

    private double VarianceBeyond(Correction found) => TailProbe.VarianceBeyond<TProgram, T>(_program, found);

    // What the weights cannot tell: a part of the posterior where no draw has been.
    private string? Unreached(Correction found)
    {
        if (VarianceBeyond(found) is var beyond && beyond > LargestVarianceBeyond)
        {
            return beyond > 1
                ? "Tails that fall like a power reach far beyond the draws: there may be no standard deviation, and what is reported is too small."
                : FormattableString.Invariant($"Beyond the draws lies more of a variance, about {100 * beyond:0} %: the tails fall like a power.");
        }

        _options.Reporter?.Enter("other optima");
        MultiStart.Result others = MultiStart.Run<TProgram, T>(_program, found, _options);
        return others.Missed == 0 ? null
            : FormattableString.Invariant($"{others.Missed} of {others.Starts} further starts end at another optimum that the draws miss, with at least {100 * others.Share:0.#} % as much mass as was found.");
    }

    /// <summary>Weighted draws of the fitted q itself; null where they cannot be weighed.</summary>
    public Correction? OfGuide(double[] phi)
    {
        if (_program.HasUnconstrainedDraw)
        {
            return GaussianShape.Of(_program, phi) is { Count: > 0 } shape ? Draw(Proposal.Single(shape), FinalDraws) : null;
        }

        return _program.HasWeight ? Weighted(_sampler.Draw(phi, Noise(FinalDraws, _program.NoiseCount))) : null;
    }

    private Correction? Draw(Proposal? proposal, int count)
        => proposal is null ? null : Weighted(_sampler.Draw(proposal, Noise(count, proposal.Count)));

    // Every set of draws is a new one.
    private FixedDraws Noise(int count, int dimension)
    {
        FixedDraws noise = FixedDraws.Shared(Math.Min(count, _affordable), dimension, _options.Seed, _stream);
        _stream += Streams.Count;
        return noise;
    }

    private Correction? Weighted(ImportanceDraws draws)
        => WeightedSample.Create(draws.LogWeights, out _) is { } sample ? new Correction(draws, sample, _options.Seed) : null;

    private static bool IsGood(Correction found) => found.Smoothing.Shape < GoodShape && found.EffectiveDraws >= found.Draws.Count / 4;

    // A k̂ that is small enough is as good as any smaller: what counts then is how many draws do.
    private static bool IsBetter(Correction x, Correction y)
    {
        double shapeX = Math.Max(x.Smoothing.Shape, GoodShape), shapeY = Math.Max(y.Smoothing.Shape, GoodShape);
        return shapeX < shapeY || (shapeX == shapeY && x.EffectiveDraws > y.EffectiveDraws);
    }

    private int MoreThan(Correction found)
    {
        double wanted = found.Draws.Count * 1.1 * WantedEffectiveDraws / found.EffectiveDraws;
        return (int)Math.Min(BitOperations.RoundUpToPowerOf2((uint)Math.Ceiling(wanted)), (uint)Math.Min(MostDraws, _affordable));
    }
}
