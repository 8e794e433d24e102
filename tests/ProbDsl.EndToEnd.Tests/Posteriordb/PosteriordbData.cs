using System.Text.Json;

namespace ProbDsl.EndToEnd.Tests.Posteriordb;

/// <summary>One point of <c>log_density.json</c>: what Stan says there.</summary>
internal sealed record StanPoint(string Id, double[] Unconstrained, double LogDensity, double[] Gradient, double LogDensityMinusFirst);

/// <summary>Data and Stan's log densities of one posterior of posteriordb, from <c>shared/posteriordb</c> beside the repository.</summary>
internal sealed class PosteriordbData
{
    private readonly JsonElement _data;

    public PosteriordbData(string posterior)
    {
        string folder = Path.Combine(Root ?? throw new InvalidOperationException(Absent), posterior);
        _data = Read(folder, "data.json");
        JsonElement density = Read(folder, "log_density.json");
        UnconstrainedNames = [.. density.GetProperty("unconstrained_names").EnumerateArray().Select(n => n.GetString()!)];
        Points =
        [
            .. density.GetProperty("points").EnumerateArray().Select(p => new StanPoint(
                p.GetProperty("id").GetString()!,
                Doubles(p.GetProperty("unconstrained")),
                p.GetProperty("lp").GetDouble(),
                Doubles(p.GetProperty("gradient")),
                p.GetProperty("lp_minus_first").GetDouble())),
        ];
    }

    /// <summary>Why the tests that need the folder are skipped, or null where it is there.</summary>
    public static string? Absent { get; } = Root is null ? "shared/posteriordb is not beside the repository" : null;

    public IReadOnlyList<string> UnconstrainedNames { get; }

    public IReadOnlyList<StanPoint> Points { get; }

    private static string? Root
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ProbDsl.sln")))
            {
                folder = folder.Parent;
            }

            string? found = folder?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "posteriordb") : null;
            return Directory.Exists(found) ? found : null;
        }
    }

    public static JsonElement ReadFile(string posterior, string file) => Read(Path.Combine(Root ?? throw new InvalidOperationException(Absent), posterior), file);

    public double Number(string field) => _data.GetProperty(field).GetDouble();

    public int Integer(string field) => _data.GetProperty(field).GetInt32();

    public double[] Vector(string field) => Doubles(_data.GetProperty(field));

    public int[] Integers(string field) => [.. _data.GetProperty(field).EnumerateArray().Select(e => e.GetInt32())];

    public double[,] Matrix(string field)
    {
        double[][] rows = [.. _data.GetProperty(field).EnumerateArray().Select(Doubles)];
        var matrix = new double[rows.Length, rows[0].Length];
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < rows[i].Length; j++)
            {
                matrix[i, j] = rows[i][j];
            }
        }

        return matrix;
    }

    private static double[] Doubles(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetDouble())];

    private static JsonElement Read(string folder, string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, file)));
        return document.RootElement.Clone();
    }
}

/// <summary>A theory over the models of posteriordb, skipped where its folder is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PosteriordbTheoryAttribute : TheoryAttribute
{
    public PosteriordbTheoryAttribute() => Skip = PosteriordbData.Absent;
}
