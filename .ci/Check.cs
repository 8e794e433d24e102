#:property PublishAot=false
// What .ci/run asks of files:
//   fit FILE                   a fit as the samples print it with --json, converged
//   same FILE FILE             two such fits that agree in everything but the time they took and the size of rounding errors
//   excerpts README FOLDER     each block below a comment "excerpt of FILE" stands in FILE, of the repository or of FOLDER
using System.Text.Json;
using System.Text.RegularExpressions;

try
{
    switch (args)
    {
        case ["fit", string file]:
            Fit(Read(file));
            break;
        case ["same", string one, string other]:
            Fit(Read(other));
            double worst = 0;
            Same(Read(one), Read(other), "", ref worst);
            Console.WriteLine(FormattableString.Invariant($"largest relative difference {worst:0.0e+0}"));
            break;
        case ["excerpts", string readme, string folder]:
            Excerpts(readme, folder);
            break;
        default:
            throw new InvalidDataException("fit FILE | same FILE FILE | excerpts README FOLDER");
    }

    return 0;
}
catch (Exception problem) when (problem is InvalidDataException or JsonException or KeyNotFoundException or IOException)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}

static JsonElement Read(string file)
{
    using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
    return document.RootElement.Clone();
}

// The exact posterior beside a fit: means within 0.05 of its standard deviations, standard deviations within 5 %, a gap that is not negative but for the error
// of the ELBO.
static void Beside(JsonElement fit, JsonElement exact)
{
    Demand(exact.GetProperty("route").GetString() is { Length: > 0 }, "there is no route");
    Demand(exact.GetProperty("gap").GetDouble() > -3 * fit.GetProperty("elboStandardError").GetDouble(), "the ELBO exceeds the log evidence");
    foreach ((JsonElement fitted, JsonElement known) in fit.GetProperty("parameters").EnumerateArray().Zip(exact.GetProperty("parameters").EnumerateArray()))
    {
        string name = known.GetProperty("name").GetString()!;
        double sd = known.GetProperty("sd").GetDouble(), error = (fitted.GetProperty("mean").GetDouble() - known.GetProperty("mean").GetDouble()) / sd;
        Demand(Math.Abs(error) <= 0.05, FormattableString.Invariant($"the mean of {name} is {error:0.000} exact standard deviations off"));
        double ratio = fitted.GetProperty("sd").GetDouble() / sd;
        Demand(ratio is >= 0.95 and <= 1.05, FormattableString.Invariant($"the standard deviation of {name} is {ratio:0.000} of the exact one"));
    }
}

static void Fit(JsonElement fit)
{
    Demand(fit.GetProperty("status").GetString() == "converged", "status is not converged");
    foreach (string text in (string[])["model", "reason", "family"])
    {
        Demand(fit.GetProperty(text).GetString() is { Length: > 0 }, text + " is empty");
    }

    foreach (string number in (string[])["seed", "elbo", "elboStandardError", "milliseconds"])
    {
        Demand(fit.GetProperty(number).ValueKind == JsonValueKind.Number, number + " is not a number");
    }

    Demand(fit.GetProperty("parameters").GetArrayLength() > 0, "there are no parameters");
    if (fit.TryGetProperty("exact", out JsonElement exact))
    {
        Beside(fit, exact);
    }

    foreach (JsonElement parameter in fit.GetProperty("parameters").EnumerateArray())
    {
        string name = parameter.GetProperty("name").GetString()!;
        double[] x = [.. ((string[])["q05", "q50", "q95", "mean", "sd"]).Select(field => parameter.GetProperty(field).GetDouble())];
        Demand(x[0] <= x[1] && x[1] <= x[2] && x[0] <= x[3] && x[3] <= x[2] && x[4] > 0, name + ": quantiles, mean and sd do not fit together");
    }
}

static void Same(JsonElement one, JsonElement other, string path, ref double worst)
{
    Demand(one.ValueKind == other.ValueKind, path + " differs in kind");
    switch (one.ValueKind)
    {
        case JsonValueKind.Object:
            foreach (JsonProperty property in one.EnumerateObject().Where(p => p.Name is not ("milliseconds" or "reason" or "logEvidenceError")))
            {
                Same(property.Value, other.GetProperty(property.Name), path + "/" + property.Name, ref worst);
            }

            break;
        case JsonValueKind.Array:
            Demand(one.GetArrayLength() == other.GetArrayLength(), path + " differs in length");
            for (int i = 0; i < one.GetArrayLength(); i++)
            {
                Same(one[i], other[i], $"{path}[{i}]", ref worst);
            }

            break;
        case JsonValueKind.Number:
            (double a, double b) = (one.GetDouble(), other.GetDouble());
            double difference = a == b ? 0 : Math.Abs(a - b) / Math.Max(Math.Abs(a), Math.Abs(b));
            worst = Math.Max(worst, difference);
            Demand(difference <= 1e-9, FormattableString.Invariant($"{path}: {a:R} and {b:R}"));
            break;
        default:
            Demand(one.ToString() == other.ToString(), $"{path}: {one} and {other}");
            break;
    }
}

static void Excerpts(string readme, string folder)
{
    // Indentation is free; how long a fit took and how little another step would gain are not compared.
    static string[] Lines(string text) => [.. Regex.Replace(text, @" in [0-9.]+ m?s\b| gain [0-9.e-]+", "").Split('\n').Select(line => line.Trim('\uFEFF', ' ', '\r'))];

    MatchCollection found = Regex.Matches(File.ReadAllText(readme), @"<!-- excerpt of (\S+) -->\s*```\w*\n(.*?)\n```", RegexOptions.Singleline);
    Demand(found.Count > 0, "no excerpts");
    foreach (Match match in found)
    {
        string name = match.Groups[1].Value;
        string[] source = Lines(File.ReadAllText(File.Exists(name) ? name : Path.Combine(folder, name)));
        string[] excerpt = Lines(match.Groups[2].Value);
        bool stands = Enumerable.Range(0, Math.Max(0, source.Length - excerpt.Length + 1))
            .Any(start => source.AsSpan(start, excerpt.Length).SequenceEqual(excerpt));
        Demand(stands, $"{readme}: the excerpt of {name} no longer stands there:\n{match.Groups[2].Value}");
    }
}

static void Demand(bool holds, string otherwise)
{
    if (!holds)
    {
        throw new InvalidDataException(otherwise);
    }
}
