namespace ProbDsl;

/// <summary>Says how many values an index parameter takes: 0, 1, …, size − 1, independent given their parents.</summary>
/// <param name="size">Name of an <c>int</c> data member: <c>[Plate(nameof(Schools))] int j</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PlateAttribute(string size) : Attribute
{
    /// <summary>Name of the <c>int</c> data member that holds the number of values.</summary>
    public string Size { get; } = size;

    /// <summary>
    /// Whether the ELBO may be estimated from a minibatch of the plate's values, its terms then multiplied by size / batch size. Said once, it
    /// holds for every variable with this plate. Nothing outside the plate may read its latents.
    /// </summary>
    public bool Subsample { get; set; }
}
