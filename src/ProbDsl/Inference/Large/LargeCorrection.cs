using System.Numerics;

namespace ProbDsl;

/// <summary>Weighted draws of a large model: of the Gaussian, or of the hubs of a hierarchy and the rest given these.</summary>
/// <param name="program">The model.</param>
/// <param name="shape">The Gaussian.</param>
/// <param name="sparse">What else is known of it where it is one of sparse precision.</param>
/// <param name="options">The settings of the fit.</param>
internal sealed class LargeCorrection<TProgram, T>(TProgram program, LargeGaussian<T> shape, LargeRefinement.Result<T>? sparse, FitOptions options)
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    private const int PilotDraws = 1024;
    private const int FinalDraws = 4096;
    private const int MostDraws = 1 << 14;
    private const int Rounds = 4;

    // At most about 256 MB of values.
    private const int MostNumbers = 1 << 25;

    // Above this effective share of the draws the posterior is the Gaussian to all that a fit reports.
    private const double NearlyGaussian = 0.9;

    // The standard error of a mean is then 1/40 of a standard deviation for random draws; two of a standard deviation are 5 % of it.
    private const int WantedEffectiveDraws = 1600;
    private const double WantedSdError = 0.025;

    private readonly int _affordable = Math.Max(
        256, (int)BitOperations.RoundUpToPowerOf2((uint)(MostNumbers / Math.Max(1, program.Quantities.Sum(quantity => quantity.Count))) + 1) / 2);

    /// <summary>Whether the draws that are reported are of hubs and the rest given these.</summary>
    public bool IsConditional { get; private set; }

    /// <summary>The best weighted draws found; null where the density was finite nowhere.</summary>
    public Correction? Run()
    {
        options.Reporter?.Enter("correction");
        var plain = new GaussianSampler<TProgram, T>(program, shape, options);
        Correction? pilot = Weighted(plain.Draw(Math.Min(PilotDraws, _affordable), keepValues: false));
        bool isNearlyGaussian = pilot is not null && pilot.EffectiveDraws > NearlyGaussian * pilot.Draws.Count;
        ConditionalSampler<TProgram, T>? sampler = sparse is { Order.Hubs: > 0 } && !isNearlyGaussian ? new(program, sparse, options) : null;
        Correction? best = sampler is null ? null : Conditional(sampler, isFar: false);
        best = best is { IsReliable: true } && TailProbe.IsTooMuch(BeyondHubs(best, sampler!)) ? Conditional(sampler!, isFar: true) ?? best : best;
        IsConditional = best is not null && (best.IsReliable || !(pilot?.EffectiveDraws / pilot?.Draws.Count > best.EffectiveDraws / best.Draws.Count));
        best = IsConditional ? best : Enlarged(count => Weighted(plain.Draw(count, keepValues: true)));
        if (best is { IsReliable: true })
        {
            best.Unreached = Unreached(best, plain, IsConditional ? sampler : null);
        }
        else if (best is not null)
        {
            best.Plain = IsConditional ? plain.Draw(Math.Min(PilotDraws, _affordable), keepValues: true).Values : best.Draws.Values;
        }

        return best;
    }

    // The proposal of the hubs is learnt from pilots, as that of a small model.
    private Correction? Conditional(ConditionalSampler<TProgram, T> sampler, bool isFar)
    {
        Proposal? proposal = Proposal.Single(sampler.HubShape()) is { } single ? Proposal.Around(single.Shape, null, isFar) : null;
        Correction? best = null;
        for (int round = 0; round < Rounds && proposal is not null && !(best is not null && IsGood(best)); round++)
        {
            Correction? found = Weighted(sampler.Draw(proposal, Math.Min(PilotDraws, _affordable), keepValues: false));
            best = found is not null && (best is null || found.EffectiveDraws > best.EffectiveDraws) ? found : best;
            proposal = found is null ? null : Adaptation.Gaussian<T>(found.Draws, isFar);
        }

        return best is null ? null : Enlarged(count => Weighted(sampler.Draw(Adaptation.Gaussian<T>(best.Draws, isFar) ?? best.Draws.Proposal!, count, keepValues: true)));
    }

    // As many draws as the numbers ask for and memory allows.
    private Correction? Enlarged(Func<int, Correction?> draw)
    {
        int most = Math.Min(MostDraws, _affordable), count = Math.Min(FinalDraws, most);
        Correction? found = draw(count);
        while (found is not null && IsWorthMore(found) && !IsEnough(found) && count < most)
        {
            count *= 2;
            found = draw(count) ?? found;
        }

        return found;
    }

    // Of weights that are nearly all the same a k̂ from few draws says little.
    private static bool IsWorthMore(Correction found) => found.IsReliable || found.EffectiveDraws >= found.Draws.Count / 4;

    private static bool IsEnough(Correction found)
        => found is { IsReliable: true, EffectiveDraws: >= WantedEffectiveDraws, SdError: <= WantedSdError, Doubtful.Length: 0 };

    private static bool IsGood(Correction found) => found.Smoothing.Shape < Correction.GoodShape && found.EffectiveDraws >= found.Draws.Count / 2;

    // What no weight can tell: a part of the posterior where no draw has been.
    private string? Unreached(Correction found, GaussianSampler<TProgram, T> plain, ConditionalSampler<TProgram, T>? conditional)
    {
        options.Reporter?.Enter("other optima");
        double logEvidence = found.LogEvidence.Value;
        if (LargeStarts.Run<TProgram, T>(program, shape, logEvidence, options) is { } other)
        {
            return other;
        }

        if (conditional is null)
        {
            return TailProbe.Describe(LargeTails.VarianceBeyond(plain, logEvidence, options.Seed));
        }

        return TailProbe.Describe(Math.Max(BeyondHubs(found, conditional), LargeTails.VarianceBeyond(conditional, logEvidence, options.Seed)));
    }

    private static double BeyondHubs(Correction found, ConditionalSampler<TProgram, T> sampler)
    {
        Proposal hubs = found.Draws.Proposal!;
        return TailProbe.VarianceOnRays<T>(found.Draws, found.LogEvidence.Value, y => sampler.LogMarginal(hubs, y));
    }

    private Correction? Weighted(ImportanceDraws draws)
        => WeightedSample.Create(draws.LogWeights, out _) is { } sample ? new Correction(draws, sample, program.Quantities, options.Seed) : null;
}
