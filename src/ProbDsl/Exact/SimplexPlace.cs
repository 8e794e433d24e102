namespace ProbDsl;

/// <summary>A vector that sums to 1 and has a Dirichlet law, by the parts that its elements take of what those before them left.</summary>
/// <param name="Scalar">Its first element among all scalars.</param>
/// <param name="Count">How many elements it has, one more than parts.</param>
/// <param name="Part">Its first part among the conjugate latents.</param>
internal readonly record struct SimplexPlace(int Scalar, int Count, int Part)
{
    // α, β come from slopes: they agree to rounding where the law is Dirichlet.
    private const double Agreement = 1e-9;

    public bool Contains(int scalar) => scalar >= Scalar && scalar < Scalar + Count;

    /// <summary>
    /// The beta law of an element. Parts with laws Beta(α_k, β_k) make a Dirichlet vector where β_k = α_{k+1} + β_{k+1} (Connor and Mosimann 1969); null where they
    /// do not.
    /// </summary>
    public Beta? Marginal(int element, ReadOnlySpan<(double Alpha, double Beta)> conjugates)
    {
        ReadOnlySpan<(double Alpha, double Beta)> parts = conjugates.Slice(Part, Count - 1);
        double others = 0;
        for (int k = 0; k < parts.Length; k++)
        {
            others += k == element ? 0 : parts[k].Alpha;
            if (k + 1 < parts.Length && !(Math.Abs(parts[k].Beta - parts[k + 1].Alpha - parts[k + 1].Beta) <= Agreement * parts[k].Beta))
            {
                return null;
            }
        }

        double last = parts[^1].Beta;
        return element == parts.Length ? new Beta(last, others) : new Beta(parts[element].Alpha, others + last);
    }
}
