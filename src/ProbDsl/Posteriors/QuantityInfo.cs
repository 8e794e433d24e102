namespace ProbDsl;

/// <summary>One latent or derived quantity of a model: its name as in the source and its shape.</summary>
/// <param name="Name">Name, first letter in lower case: <c>theta</c>.</param>
/// <param name="Rows">Length along the first index; −1 for a scalar.</param>
/// <param name="Columns">Length along the second index; −1 unless there are two.</param>
public sealed record QuantityInfo(string Name, int Rows, int Columns)
{
    /// <summary>
    /// Whether each scalar is the probability of a state of a discrete latent, given the others: its mean is what is asked for, and as it lies between 0 and 1
    /// any number of draws settles that.
    /// </summary>
    public bool IsProbability { get; init; }

    /// <summary>How many scalars the quantity has.</summary>
    public int Count => (Rows < 0 ? 1 : Rows) * (Columns < 0 ? 1 : Columns);

    /// <summary>The name of the scalar at a row-major position: <c>mu</c>, <c>theta[3]</c>, <c>beta[1,0]</c>.</summary>
    public string NameOf(int position)
        => Rows < 0 ? Name
            : Columns < 0 ? FormattableString.Invariant($"{Name}[{position}]")
            : FormattableString.Invariant($"{Name}[{position / Columns},{position % Columns}]");
}
