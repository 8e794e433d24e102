namespace ProbDsl.Generators;

/// <summary>A loop along a row while it is written.</summary>
/// <param name="Index">The position of the first entry of a turn.</param>
/// <param name="Left">The local that holds how many entries are left.</param>
/// <param name="Bound">The names that hold entries side by side.</param>
internal sealed record RowLoop(string Index, string Left, HashSet<string> Bound)
{
    /// <summary>The type parameter of entries side by side.</summary>
    public const string Lane = "TRow";

    /// <summary>What is the same for the whole row, in every place of a lane made before the loop, by its name.</summary>
    public Dictionary<string, string> Whole { get; } = [];

    /// <summary>The sums over the row, by what they are added to once it is over.</summary>
    public Dictionary<string, string> Sums { get; } = [];
}
