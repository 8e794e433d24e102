using System.Runtime.InteropServices;

namespace ProbDsl;

/// <summary>Pareto smoothed importance sampling (Vehtari, Simpson, Gelman, Yao and Gabry 2024, JMLR 25(72)).</summary>
/// <remarks>
/// The M largest weights are replaced, rank by rank, by the quantiles (j − ½)/M of the generalised Pareto distribution fitted to their
/// excesses over the next largest, and cut at the largest raw weight. The order of the weights does not change.
/// </remarks>
internal static class ParetoSmoothing
{
    /// <summary>Smooths and normalises weights in place.</summary>
    /// <remarks>
    /// The tail is what exceeds the threshold by more than <see cref="ParetoTail.Rounding"/>: ties with it, zero weights among them, stay as
    /// they are. Where nothing can be fitted the weights are only normalised. Equal weights in the tail get different quantiles, in an
    /// unspecified order. Only <paramref name="workspace"/> allocates, and only while it grows.
    /// </remarks>
    /// <param name="logWeights">
    /// Logarithms of the weights of S draws, up to a common constant; −∞ is a weight of zero. Afterwards the logarithms of smoothed weights
    /// that sum to one; unchanged if invalid.
    /// </param>
    /// <param name="workspace">Memory.</param>
    /// <param name="relativeEfficiency">The effective number of draws over S, positive; 1 for independent draws.</param>
    /// <returns>k̂ and the mean weight; <see cref="TailStatus.Invalid"/> with the reason if a weight is NaN or +∞ or all are zero.</returns>
    public static ParetoSmoothingResult Smooth(Span<double> logWeights, ParetoWorkspace workspace, double relativeEfficiency = 1)
    {
        if (!(relativeEfficiency > 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(relativeEfficiency), FormattableString.Invariant($"The relative efficiency must be positive, but was {relativeEfficiency}."));
        }

        if (Fault(logWeights, out double largest) is { } error)
        {
            return ParetoSmoothingResult.Invalid(logWeights.Length, error);
        }

        VectorMath.Shift(-largest, logWeights);

        (TailStatus status, double shape, int length) = SmoothTail(logWeights, workspace, relativeEfficiency);
        double logTotal = ProbMath.LogSumExp(logWeights);
        VectorMath.Shift(-logTotal, logWeights);

        double logMean = largest + (logTotal - Kernels.Log<Scalar>(logWeights.Length).Value);
        return new ParetoSmoothingResult(status, shape, logWeights.Length, length, logMean, null);
    }

    private static string? Fault(ReadOnlySpan<double> logWeights, out double largest)
    {
        largest = VectorMath.Largest(logWeights);
        for (int i = 0; i < logWeights.Length && !(largest < double.PositiveInfinity); i++)
        {
            if (!(logWeights[i] < double.PositiveInfinity))
            {
                return FormattableString.Invariant($"The log weight of draw {i} is {(double.IsNaN(logWeights[i]) ? "NaN" : "+infinity")}.");
            }
        }

        return largest > double.NegativeInfinity ? null
            : logWeights.IsEmpty ? "There are no weights."
            : FormattableString.Invariant($"All {logWeights.Length} log weights are -infinity: the proposal misses the target.");
    }

    // The largest log weight is 0.
    private static (TailStatus Status, double Shape, int Length) SmoothTail(
        Span<double> logWeights, ParetoWorkspace workspace, double relativeEfficiency)
    {
        int size = ParetoTail.Size(logWeights.Length, relativeEfficiency);
        if (size < ZhangStephens.MinCount)
        {
            return (TailStatus.TooFew, double.PositiveInfinity, 0);
        }

        UpperTail tail = UpperTail.Select(logWeights, size + 1, workspace);
        double threshold = tail.Values[0];
        int first = 1;
        while (first <= size && !(tail.Values[first] - threshold > ParetoTail.Rounding))
        {
            first++;
        }

        int count = size + 1 - first;
        if (count < ZhangStephens.MinCount)
        {
            return count == 0 ? (TailStatus.Bounded, double.NegativeInfinity, 0) : (TailStatus.TooFew, double.PositiveInfinity, 0);
        }

        GeneralizedPareto fit = Fit(tail.Values[first..], threshold, workspace);
        if (!double.IsFinite(fit.Shape))
        {
            return (TailStatus.TooFew, double.PositiveInfinity, 0);
        }

        Span<double> four = stackalloc double[Lane256.Width];
        for (int j = 0; j < count; j += four.Length)
        {
            for (int k = 0; k < four.Length; k++)
            {
                four[k] = (Math.Min(j + k, count - 1) + 0.5) / count;
            }

            Lane256 quantiles = Lane256.LogAddExp(threshold, fit.LogQuantile(Lane256.Load(four)));
            for (int k = 0; k < four.Length && j + k < count; k++)
            {
                logWeights[tail.Indices[first + j + k]] = Math.Min(Lane256.Get(quantiles, k), 0);
            }
        }

        return (TailStatus.Fitted, fit.Shape, count);
    }

    private static GeneralizedPareto Fit(ReadOnlySpan<double> logValues, double logThreshold, ParetoWorkspace workspace)
    {
        Span<double> logExcesses = workspace.LogExcesses(logValues.Length);
        logValues.CopyTo(logExcesses);
        Span<Lane256> lanes = MemoryMarshal.Cast<double, Lane256>(logExcesses);

        // log(eᵛ − eᵗ) = v + log(1 − e^(t − v)).
        foreach (ref Lane256 value in lanes)
        {
            value += Lane256.Log1mExp(value - logThreshold);
        }

        foreach (ref double value in logExcesses[(lanes.Length * Lane256.Width)..])
        {
            value += ProbMath.Log1mExp(value - logThreshold);
        }

        return ZhangStephens.Fit(logExcesses, workspace).Regularized(logExcesses.Length);
    }
}
