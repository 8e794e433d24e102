using System.Text.Json;

namespace ProbDsl;

/// <summary>Writes the posteriors that stand beside a fit, each as a field named for what it is.</summary>
internal static class PosteriorJson
{
    public static void Write(Utf8JsonWriter json, FitResult fit, Posterior posterior)
    {
        ArgumentNullException.ThrowIfNull(posterior);
        switch (posterior)
        {
            case ExactPosterior exact:
                json.WriteStartObject("exact");
                json.WriteString("route", exact.Route.Text);
                FitJson.WriteNumber(json, "logEvidence", exact.LogEvidence.Value);
                FitJson.WriteNumber(json, "logEvidenceError", exact.LogEvidence.StandardError);
                WriteComparison(json, fit.CompareTo(exact));
                FitJson.WriteNumber(json, "milliseconds", exact.Milliseconds);
                break;
            case ReferencePosterior reference:
                json.WriteStartObject("reference");
                json.WriteString("method", "NUTS");
                json.WriteBoolean("isReference", reference.IsReference);
                json.WriteString("diagnosis", reference.Verdict);
                json.WriteNumber("divergences", reference.Divergences);
                json.WriteNumber("gradientEvaluations", reference.GradientEvaluations);
                WriteComparison(json, fit.CompareTo(reference));
                FitJson.WriteNumber(json, "milliseconds", reference.Milliseconds);
                break;
            case InferNetPosterior baseline:
                json.WriteStartObject("inferNet");
                json.WriteString("status", baseline.Reason ?? "baseline");
                json.WriteString("algorithm", baseline.AlgorithmName);
                json.WriteBoolean("exact", baseline.IsExact);
                json.WriteString("accuracy", baseline.AccuracyText);
                FitJson.WriteNumber(json, "logEvidence", baseline.LogEvidence.Value);
                json.WriteString("evidenceKind", CamelCase(baseline.EvidenceKind));
                if (baseline.HasBaseline)
                {
                    WriteComparison(json, fit.CompareTo(baseline));
                }

                FitJson.WriteNumber(json, "milliseconds", baseline.Milliseconds);
                break;
            default:
                throw new ArgumentException($"ToJson: {posterior.GetType().Name} is none of ExactPosterior, ReferencePosterior and InferNetPosterior.", nameof(posterior));
        }

        FitJson.WriteParameters(json, posterior);
        json.WriteEndObject();
    }

    private static void WriteComparison(Utf8JsonWriter json, Comparison comparison)
    {
        FitJson.WriteNumber(json, "gap", comparison.Gap.Value);
        FitJson.WriteNumber(json, "gapStandardError", comparison.Gap.StandardError);
        FitJson.WriteNumber(json, "forwardKl", comparison.ForwardKl?.Value ?? double.NaN);
        FitJson.WriteNumber(json, "forwardKlStandardError", comparison.ForwardKl?.StandardError ?? double.NaN);
        json.WriteString("forwardKlSource", comparison.ForwardKlSource);
        FitJson.WriteNumber(json, "correlationError", comparison.CorrelationError);
        json.WriteString("verdict", comparison.Verdict);
        WriteScalars(json, "reported", comparison.Reported);
        WriteScalars(json, "approximation", comparison.Approximation);
    }

    private static void WriteScalars(Utf8JsonWriter json, string name, IReadOnlyList<ScalarComparison> scalars)
    {
        json.WriteStartArray(name);
        foreach (ScalarComparison scalar in scalars)
        {
            json.WriteStartObject();
            json.WriteString("name", scalar.Name);
            FitJson.WriteNumber(json, "meanError", scalar.MeanError);
            FitJson.WriteNumber(json, "sdRatio", scalar.SdRatio);
            FitJson.WriteNumber(json, "wasserstein", scalar.Wasserstein);
            FitJson.WriteNumber(json, "coverage50", scalar.Coverage50);
            FitJson.WriteNumber(json, "coverage90", scalar.Coverage90);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string CamelCase(EvidenceKind kind) => kind switch
    {
        EvidenceKind.None => "none",
        EvidenceKind.Exact => "exact",
        EvidenceKind.LowerBound => "lowerBound",
        EvidenceKind.Approximate => "approximate",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
