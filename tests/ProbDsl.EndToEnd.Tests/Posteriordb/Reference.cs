using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ProbDsl.EndToEnd.Tests.Posteriordb;

/// <summary>Mean and standard deviation of one parameter from the reference draws.</summary>
internal sealed record ReferenceParameter(string Name, double Mean, double Sd, double MeanError, double EffectiveDraws)
{
    /// <summary>The standard error of the standard deviation, relative, if the marginal were normal: 1/√(2 N).</summary>
    public double RelativeSdError => 1 / Math.Sqrt(2 * EffectiveDraws);
}

/// <summary>The posterior of <c>reference.json</c>: what ten chains of NUTS gave.</summary>
internal static partial class Reference
{
    public static IReadOnlyList<ReferenceParameter> Load(string posterior)
    {
        JsonElement file = PosteriordbData.ReadFile(posterior, "reference.json");
        return
        [
            .. file.GetProperty("parameters").EnumerateArray().Select(p => new ReferenceParameter(
                Key(p.GetProperty("name").GetString()!, offset: 0),
                p.GetProperty("mean").GetDouble(),
                p.GetProperty("sd").GetDouble(),
                p.GetProperty("mcse_mean").GetDouble(),
                p.GetProperty("ess_bulk").GetDouble())),
        ];
    }

    /// <summary><c>theta[0]</c> here, <c>theta[1]</c> there and a scalar that the model calls <c>theta1</c> are one parameter.</summary>
    public static string Key(string name, int offset)
        => Indexed().Match(name) is { Success: true } match
            ? match.Groups[1].Value + (int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) + offset).ToString(CultureInfo.InvariantCulture)
            : name;

    [GeneratedRegex(@"^(\w+)\[(\d+)\]$")]
    private static partial Regex Indexed();
}
