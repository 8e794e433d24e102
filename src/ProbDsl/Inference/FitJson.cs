using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ProbDsl;

/// <summary>Writes a fit as JSON, without reflection.</summary>
internal static class FitJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(FitResult fit, ReadOnlySpan<Posterior> beside)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("model", fit.ModelName);
            json.WriteNumber("seed", fit.Seed);
            json.WriteString("status", CamelCase(fit.Status));
            json.WriteString("reason", fit.Reason);
            json.WriteString("family", fit.Family);
            WriteNumber(json, "elbo", fit.Elbo);
            WriteNumber(json, "elboStandardError", fit.ElboStandardError);
            WriteNumber(json, "milliseconds", fit.Milliseconds);
            WriteParameters(json, fit);
            WriteNumber(json, "kHat", fit.KHat);
            WriteNumber(json, "gradientNorm", fit.GradientNorm);
            json.WriteNumber("evaluations", fit.Evaluations);
            json.WriteString("verdict", fit.Verdict.Text);
            json.WriteBoolean("isReliable", fit.Verdict.IsReliable);
            json.WriteString("reported", CamelCase(fit.Reported));
            json.WriteString("proposal", fit.ProposalFamily?.Name);
            json.WriteString("proposalReason", fit.ProposalFamily?.Reason);
            WriteNumber(json, "logEvidence", fit.LogEvidence.Value);
            WriteNumber(json, "logEvidenceStandardError", fit.LogEvidence.StandardError);
            foreach (Posterior posterior in beside)
            {
                PosteriorJson.Write(json, fit, posterior);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>A status as JSON names it: <c>lineSearchFailed</c>.</summary>
    public static string CamelCase(FitStatus status) => status switch
    {
        FitStatus.Converged => "converged",
        FitStatus.IterationLimit => "iterationLimit",
        FitStatus.NotFinite => "notFinite",
        FitStatus.LineSearchFailed => "lineSearchFailed",
        FitStatus.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    private static string CamelCase(ReportedPosterior reported) => reported switch
    {
        ReportedPosterior.Approximation => "approximation",
        ReportedPosterior.FullRank => "fullRank",
        ReportedPosterior.Corrected => "corrected",
        ReportedPosterior.Exact => "exact",
        _ => throw new ArgumentOutOfRangeException(nameof(reported)),
    };

    /// <summary>Every scalar of a posterior.</summary>
    public static void WriteParameters(Utf8JsonWriter json, Posterior posterior)
    {
        json.WriteStartArray("parameters");
        foreach (ScalarPosterior x in posterior.Scalars)
        {
            WriteScalar(json, x);
        }

        json.WriteEndArray();
    }

    private static void WriteScalar(Utf8JsonWriter json, ScalarPosterior x)
    {
        json.WriteStartObject();
        json.WriteString("name", x.Name);
        WriteNumber(json, "mean", x.Mean);
        WriteNumber(json, "sd", x.Sd);
        WriteNumber(json, "q05", x.Quantile(0.05));
        WriteNumber(json, "q50", x.Quantile(0.5));
        WriteNumber(json, "q95", x.Quantile(0.95));
        json.WriteEndObject();
    }

    /// <summary>A number; null where it is not finite.</summary>
    public static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
