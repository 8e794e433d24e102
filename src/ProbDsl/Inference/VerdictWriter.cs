using System.Globalization;
using System.Text;

namespace ProbDsl;

/// <summary>Puts the verdict on a fit into words.</summary>
internal static class VerdictWriter
{
    // Differences below these are not worth a word.
    private const double NoticeableSd = 0.03;
    private const double NoticeableGap = 0.02;
    private const double FarInOwnSds = 2;

    public static Verdict Write(FitResult fit)
    {
        var text = new StringBuilder();
        if (fit.Status != FitStatus.Converged)
        {
            text.Append(fit.Reason).Append(" The numbers are those of the best parameters seen. ");
        }

        string[] doubtful = fit.Reported == ReportedPosterior.Corrected ? Array.ConvertAll(fit.Record.Correction!.Doubtful, c => fit.Scalars[c].Name) : [];
        text.Append(Reported(fit));
        text.Append(fit is { Reported: ReportedPosterior.Corrected, ProposalFamily: { Reason.Length: > 0 } family } ? $" The draws are from another family, {family.Name}: {family.Reason}." : "");
        if (doubtful.Length > 0)
        {
            text.Append(Invariant($" The mean and standard deviation of {List(doubtful)} are not to be trusted: a few draws make most of them."));
        }

        string? unreached = fit.Record.Correction?.Unreached;
        text.Append(unreached is null ? "" : $" {unreached}");
        text.Append(Distance(fit));
        bool isReliable = fit is { Status: FitStatus.Converged, Reported: ReportedPosterior.Corrected or ReportedPosterior.Exact } && doubtful.Length == 0 && unreached is null;
        text.Append(isReliable ? "" : Advice(fit, doubtful));
        return new Verdict(isReliable, text.ToString());
    }

    private static string Reported(FitResult fit)
    {
        string shape = KHat(fit.KHat), threshold = Invariant($"{fit.KHatThreshold:0.00}");
        return fit.Reported switch
        {
            ReportedPosterior.Corrected => Invariant(
                $"Means, standard deviations and quantiles are the posterior's, by importance weights of {fit.CorrectionDraws:#,0} draws that count as {fit.EffectiveDraws:#,0} equal ones (k̂ {shape}, below {threshold})."),
            _ when fit.Status == FitStatus.NotFinite => "Nothing here is to be trusted.",
            ReportedPosterior.Exact => "There are no continuous latents, so nothing is approximated: the ELBO is the log evidence, and what is reported is the posterior itself.",
            ReportedPosterior.FullRank => Invariant(
                $"Means, standard deviations and quantiles are those of a full-rank Gaussian: importance weights are not to be trusted (k̂ {shape}, threshold {threshold}; {fit.EffectiveDraws:#,0} effective draws)."),
            _ when double.IsNaN(fit.KHat) => Invariant($"Means, standard deviations and quantiles are q's ({fit.Family}), unchecked: its draws were not weighed."),
            _ => Invariant(
                $"Means, standard deviations and quantiles are q's ({fit.Family}): importance weights are not to be trusted (k̂ {shape}, threshold {threshold}; {fit.EffectiveDraws:#,0} effective draws)."),
        };
    }

    // How far q itself is off, where the correction can tell.
    private static string Distance(FitResult fit)
    {
        if (fit.Reported != ReportedPosterior.Corrected || !(fit.Gap > Math.Max(NoticeableGap, 3 * fit.ElboStandardError)))
        {
            return "";
        }

        (string name, double ratio) = WorstSd(fit);
        string spread = Math.Abs(ratio - 1) < NoticeableSd ? ""
            : Invariant($" and its standard deviations up to {100 * Math.Abs(ratio - 1):0} % too {(ratio < 1 ? "narrow" : "wide")} ({name})");
        return Invariant($" q alone ({fit.Family}) is {fit.Gap:0.00} nats from the posterior{spread}.{Settled(fit)}");
    }

    // KL(q ‖ posterior) lets q leave out a hill: its mean is then far from the posterior's by its own measure, not by the posterior's.
    private static string Settled(FitResult fit)
    {
        foreach (int i in fit.Quantities.WithSd())
        {
            (ScalarPosterior q, ScalarPosterior posterior) = (fit.Approximation.Scalars[i], fit.Scalars[i]);
            double distance = Math.Abs(q.Mean - posterior.Mean) / q.Sd;
            if (distance > FarInOwnSds && q.Sd < posterior.Sd / 2)
            {
                return Invariant($" It has settled in one part of it ({q.Name}: {distance:0.0} of its standard deviations from the posterior's mean); from another start or seed it may settle in another.");
            }
        }

        return "";
    }

    private static string Advice(FitResult fit, string[] doubtful)
    {
        if (fit.Status == FitStatus.Cancelled)
        {
            return " Let the fit run to its end.";
        }

        if (fit.Status != FitStatus.Converged)
        {
            return fit.Status == FitStatus.NotFinite ? " Check the data and the priors at the place that is named." :
                " Try priors that bound what the data leave open.";
        }

        return doubtful.Length > 0 ? " Try a prior with lighter tails, or report quantiles, which need no moments."
            : double.IsNaN(fit.KHat) ? " Try [FullRank], or leave the family to the fit."
            : " Try other coordinates for what the posterior bends ([NonCentered], a log scale), a proper prior where it does not end (a flat one on what the data leave open, or on the slope between groups that are separated), or a mixture for several modes.";
    }

    private static (string Name, double Ratio) WorstSd(FitResult fit)
    {
        (string Name, double Ratio) worst = ("", 1);
        foreach (int i in fit.Quantities.WithSd())
        {
            double ratio = fit.Approximation.Scalars[i].Sd / fit.Scalars[i].Sd;
            worst = Math.Abs(Math.Log(ratio)) > Math.Abs(Math.Log(worst.Ratio)) ? (fit.Scalars[i].Name, ratio) : worst;
        }

        return worst;
    }

    private static string List(string[] names)
        => names.Length <= 3 ? string.Join(", ", names) : Invariant($"{names[0]}, {names[1]} and {names.Length - 2} others");

    /// <summary>k̂ in a sentence.</summary>
    public static string KHat(double value) => double.IsPositiveInfinity(value) ? "cannot be estimated" : double.IsNegativeInfinity(value) ? "-∞" : Invariant($"{value:0.00}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
