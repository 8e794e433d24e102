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
    private const int EnlargementRounds = 3;

    // Beyond this many coordinates the covariances of a mixture have more numbers than the draws can tell.
    private const int LargestMixtureCount = 32;
    private const int MixtureRounds = 3;

    // What the hills that were missed get of the draws.
    private const double WeightOfHills = 0.4;
    private const int MostDraws = 1 << 16;
    private const int MostDrawsForSpread = 1 << 14;

    // The standard error of a mean is then 1/40 of a standard deviation for random draws; evenly spread ones err less.
    private const int WantedEffectiveDraws = 1600;

    // As if the draws were random: evenly spread ones err 0.6 times as much (eight schools, tau, 40 seeds), so that two and a half true standard
    // errors of a standard deviation are 5 % of it.
    private const double WantedSdError = 0.033;

    // Above this effective share of the draws wider copies would cost more of them than they save.
    private const double NearlyGaussian = 0.9;

    // At most about 256 MB of values.
    private const int MostNumbers = 1 << 25;

    private readonly TProgram _program;
    private readonly FitOptions _options;
    private readonly ImportanceSampler<TProgram, T> _sampler;
    private readonly int _affordable;
    private ulong _stream = Streams.Importance;
    private bool _hasLongTails;
    private MultiStart.Climbs? _climbs;

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
        _options.Reporter?.Enter("correction");
        int count = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(PilotDraws, PilotDrawsPerCoordinate * start.Count));
        if (Proposal.Single(start) is not { } single || PilotOf(single, count / 2) is not { } pilot)
        {
            return null;
        }

        // Mostly one look at the posterior is enough to know where to draw from; with wider copies, so that it sees the tails.
        bool isNearlyGaussian = pilot.EffectiveShare > NearlyGaussian;
        pilot = isNearlyGaussian ? pilot : PilotOf(Proposal.Around(single.Shape, null, isFar: false), count) ?? pilot;
        ImportanceDraws? first = First(pilot, isNearlyGaussian ? single : null);
        _climbs = first is null ? null : MultiStart.Send<TProgram, T>(_program, first.Proposal!, _options);
        Correction? best = Weighted(first);
        if (!IsGood(best))
        {
            _climbs?.Withdraw();
            _climbs = null;
        }

        best = IsGood(best) ? best : Better(best, Curve(best?.Draws ?? pilot.Draws));
        best = IsGood(best) ? best : Better(best, best is { IsReliable: true } ? Adapt(best, FinalRounds) : Search(single, count));
        best = IsGood(best) || best?.Draws.Proposal!.Bend is not null ? best : Better(best, Curve(best?.Draws ?? pilot.Draws));
        if (best is null)
        {
            return null;
        }

        // In one dimension there are no bananas: what no Gaussian reaches is another hill.
        best = best.IsReliable || start.Count > 1 ? best : Better(best, Mix(best, MixtureRounds))!;
        best = Settle(best);
        best = best.Missed is { } hills && Climb(best, hills) is { } wider ? wider : best;
        if (!best.IsReliable)
        {
            best.Plain = Raw(Proposal.Single(start), FinalDraws, keepValues: true)?.Values;
        }

        // All that a verdict asks for has been read from them.
        _ = (best.Moments, best.Doubtful);
        best.Draws.LetGoOfValues();
        return best;
    }

    // While the tails are looked at, draws as if they were not long, which they seldom are.
    private ImportanceDraws? First(Pilot pilot, Proposal? single)
    {
        TailProbe.Search beyond = TailProbe.Send<TProgram, T>(_program, pilot.Draws, pilot.LogMean, _options.Seed);
        ulong stream = _stream;
        ImportanceDraws? draws = Raw(single ?? Learn(pilot.Draws), FinalDraws, keepValues: true);
        _hasLongTails = TailProbe.IsTooMuch(beyond.VarianceBeyond);
        if (_hasLongTails)
        {
            _stream = stream;
            draws = Raw(Learn(pilot.Draws), FinalDraws, keepValues: true);
        }

        return draws;
    }

    // As many draws as it takes, and what no weight can tell: a part of the posterior where no draw has been.
    private Correction Settle(Correction found)
    {
        Correction best = Enlarge(found);
        if (!best.IsReliable)
        {
            return best;
        }

        _options.Reporter?.Enter("other optima");
        TailProbe.Search beyond = TailProbe.Send<TProgram, T>(_program, best.Draws, best.LogEvidence.Value, _options.Seed);
        MultiStart.Climbs climbs = _climbs is { } sent && ReferenceEquals(sent.Proposal, best.Draws.Proposal) ? sent
            : MultiStart.Send<TProgram, T>(_program, best.Draws.Proposal!, _options);
        MultiStart.Result others = MultiStart.Judge<TProgram, T>(_program, best, climbs, _options);
        if (others.Missed.Count > 0)
        {
            best.Missed = others.Missed;
            best.Unreached = MissedHills.Sentence(others.Missed.Count, others.Starts, others.Share);
            return best;
        }

        // A ray may well go through another hill, so that hills come first.
        best.Unreached = TailProbe.Describe(beyond.VarianceBeyond);
        return best;
    }

    // A mixture that has the hills that were missed, if that is reliable and misses no further one.
    private Correction? Climb(Correction found, IReadOnlyList<MultiStart.Hill> hills)
    {
        double weight = WeightOfHills / hills.Count;
        Proposal with = found.Draws.Proposal!.With([.. hills.Select(hill => MixtureComponent.Round(weight, hill.Place, hill.Width))]);
        if (Weighted(Raw(with, FinalDraws, keepValues: true)) is not { } first)
        {
            return null;
        }

        Correction settled = Settle(Mix(first, MixtureRounds));
        return settled.IsReliable && settled.Unreached is null ? settled : null;
    }

    // Each round fits a mixture to the draws of the last; the best is kept, but not the first, which may be too narrow to show it. Only for hills:
    // on a banana the mixture settles on a part of it, with a small k̂ and standard deviations up to 29 % too small.
    private Correction Mix(Correction first, int rounds)
    {
        Correction best = first;
        Correction? last = first;
        for (int round = 0; round < rounds && last?.Draws.Proposal!.Count <= LargestMixtureCount; round++)
        {
            last = Weighted(Raw(Adaptation.Mixture<T>(last.Draws, _hasLongTails), FinalDraws, keepValues: true));
            best = last is not null && (ReferenceEquals(best, first) || IsBetter(last, best)) ? last : best;
        }

        return best;
    }

    // More draws while the numbers are not known well enough: further ones where that is all that is wanting, else from what the last have shown. More draws
    // see more of the tails too.
    private Correction Enlarge(Correction first)
    {
        Correction best = first;
        Correction? last = first;
        for (int round = 0; round < EnlargementRounds && last is not null && (best.IsReliable || round > 0) && MoreThan(last) is int more && more > 0; round++)
        {
            last = Weighted(IsSettled(last) ? _sampler.Continue(last.Draws, more / last.Draws.Count)
                : Raw(last.Draws.Proposal!.IsMixture ? last.Draws.Proposal : Learn(last.Draws), more, keepValues: true));
            best = last is not null && Rank(last).CompareTo(Rank(best)) < 0 ? last : best;
        }

        return best;
    }

    // Small is good.
    private static (bool, int, double) Rank(Correction found)
        => (!found.IsReliable, found.Doubtful.Length, double.IsNaN(found.SdError) ? double.PositiveInfinity : found.SdError);

    // Many looks: on few draws, then, because more draws see more of the tails, on many.
    private Correction? Search(Proposal start, int count)
    {
        if (Weighted(Raw(start, count, keepValues: false)) is not { } first)
        {
            return null;
        }

        first = _hasLongTails ? Improve(first) ?? first : first;
        Proposal? found = Adapt(first, PilotRounds).Draws.Proposal;
        Correction? final = Weighted(Raw(found, FinalDraws, keepValues: true)) ?? Weighted(Raw(start, FinalDraws, keepValues: true));
        return final is null ? null : Adapt(final, FinalRounds);
    }

    // Draws for their weights, the logarithm of the mean weight and the effective share, before any smoothing.
    private sealed record Pilot(ImportanceDraws Draws, double LogMean, double EffectiveShare);

    // Null where every weight is zero.
    private Pilot? PilotOf(Proposal proposal, int count)
    {
        ImportanceDraws draws = Raw(proposal, count, keepValues: false)!;
        double log = ProbMath.LogSumExp(draws.LogWeights), logSquares = ProbMath.LogSumExp(Array.ConvertAll(draws.LogWeights, x => 2 * x));
        return double.IsFinite(log) ? new Pilot(draws, log - Math.Log(draws.Count), Math.Exp(2 * log - logSquares) / draws.Count) : null;
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

    private Correction? Improve(Correction last) => Weighted(Raw(Learn(last.Draws), last.Draws.Count, last.Draws.HasValues));

    // What is bent stays bent.
    private Proposal? Learn(ImportanceDraws last)
        => last.Proposal!.Bend is null ? Adaptation.Gaussian<T>(last, _hasLongTails) : Adaptation.Bent<T>(last, _hasLongTails);

    // A bent Gaussian, fitted to draws and then to its own.
    private Correction? Curve(ImportanceDraws draws)
        => Weighted(Raw(Adaptation.Bent<T>(draws, _hasLongTails), FinalDraws, keepValues: true)) is { } first ? Adapt(first, PilotRounds) : null;

    /// <summary>Weighted draws of the fitted q itself; null where they cannot be weighed.</summary>
    public Correction? OfGuide(double[] phi)
    {
        if (_program.HasUnconstrainedDraw)
        {
            return GaussianShape.Of(_program, phi) is { Count: > 0 } shape ? Weighted(Raw(Proposal.Single(shape), FinalDraws, keepValues: true)) : null;
        }

        return _program.HasWeight ? Weighted(_sampler.Draw(phi, Noise(FinalDraws, _program.NoiseCount))) : null;
    }

    private ImportanceDraws? Raw(Proposal? proposal, int count, bool keepValues)
        => proposal is null ? null : _sampler.Draw(proposal, Noise(count, proposal.Count), keepValues);

    // Every set of draws is a new one.
    private FixedDraws Noise(int count, int dimension)
    {
        FixedDraws noise = FixedDraws.Shared(Math.Min(count, _affordable), dimension, _options.Seed, _stream);
        _stream += Streams.Count;
        return noise;
    }

    private Correction? Weighted(ImportanceDraws? draws)
        => draws is not null && WeightedSample.Create(draws.LogWeights, out _) is { } sample ? new Correction(draws, sample, _program.Quantities, _options.Seed) : null;

    private static bool IsSettled(Correction found) => found.IsReliable && found.Doubtful.Length == 0;

    private static bool IsGood(Correction? found) => found is { IsGood: true };

    private static Correction? Better(Correction? x, Correction? y) => x is null || (y is not null && IsBetter(y, x)) ? y : x;

    // A k̂ that is small enough is as good as any smaller: what counts then is how many draws do.
    private static bool IsBetter(Correction x, Correction y)
    {
        double shapeX = Math.Max(x.Smoothing.Shape, Correction.GoodShape), shapeY = Math.Max(y.Smoothing.Shape, Correction.GoodShape);
        return shapeX < shapeY || (shapeX == shapeY && x.EffectiveDraws > y.EffectiveDraws);
    }

    // As many as the effective number and the standard deviations ask for, 0 where nothing more is wanted. Tails without a moment ask without end.
    private int MoreThan(Correction found)
    {
        int most = Math.Min(MostDraws, _affordable);
        double error = found.SdError / WantedSdError, squared = double.IsNaN(error) ? double.PositiveInfinity : error * error;
        bool isUnsettled = !IsSettled(found);
        double wanted = Math.Max(
            found.EffectiveDraws < WantedEffectiveDraws ? 1.1 * WantedEffectiveDraws / found.EffectiveDraws * found.Draws.Count : 0,
            squared > 1 || isUnsettled ? Math.Min(Math.Max(squared, 1) * found.Draws.Count, MostDrawsForSpread) : 0);
        return wanted > 0 && (isUnsettled || Math.Min(wanted, most) > found.Draws.Count) ? (int)Math.Min(BitOperations.RoundUpToPowerOf2((uint)Math.Ceiling(Math.Min(wanted, most))), (uint)most) : 0;
    }
}
