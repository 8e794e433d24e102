namespace ProbDsl;

/// <summary>The scalars that a fit and another posterior both have.</summary>
/// <param name="Quantities">The quantity of each.</param>
/// <param name="OfFit">The position of each in the fit.</param>
/// <param name="OfTruth">And in the other posterior.</param>
/// <param name="Lacking">The quantities that the other lacks.</param>
internal sealed record SharedScalars(QuantityInfo[] Quantities, int[] OfFit, int[] OfTruth, string[] Lacking)
{
    /// <exception cref="ArgumentException">The other is of another model, or of data of another size; or it is Infer.NET's, which has failed.</exception>
    public static SharedScalars Of(FitResult fit, Posterior truth)
    {
        if (truth is InferNetPosterior { Reason: { } reason })
        {
            throw new ArgumentException($"CompareTo: there is {reason}.", nameof(truth));
        }

        // Infer.NET alone has less than all, and that in an order of its own.
        bool isSame = fit.ModelName == truth.ModelName
            && (truth is InferNetPosterior ? truth.Quantities.All(fit.Quantities.Contains) : fit.Quantities.SequenceEqual(truth.Quantities));
        if (!isSame)
        {
            throw new ArgumentException($"CompareTo: the fit is of {fit.ModelName} with {fit.Quantities.Scalars()} scalars, the other posterior of {truth.ModelName} with {truth.Quantities.Scalars()}.", nameof(truth));
        }

        List<QuantityInfo> quantities = [];
        List<int> ofFit = [], ofTruth = [];
        List<string> lacking = [];
        for (int q = 0; q < fit.Quantities.Count; q++)
        {
            QuantityInfo quantity = fit.Quantities[q];
            int other = truth.Quantities.ToList().IndexOf(quantity);
            if (other < 0)
            {
                lacking.Add(quantity.Name);
                continue;
            }

            for (int k = 0; k < quantity.Count; k++)
            {
                quantities.Add(quantity);
                ofFit.Add(fit.Quantities.Offset(q) + k);
                ofTruth.Add(truth.Quantities.Offset(other) + k);
            }
        }

        return new([.. quantities], [.. ofFit], [.. ofTruth], [.. lacking]);
    }

    /// <summary>What becomes of each.</summary>
    public ScalarComparison[] Zip(Func<QuantityInfo, int, int, ScalarComparison> compare)
        => [.. Enumerable.Range(0, OfFit.Length).Select(i => compare(Quantities[i], OfFit[i], OfTruth[i]))];
}
