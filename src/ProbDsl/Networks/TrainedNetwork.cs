namespace ProbDsl;

/// <summary>A network with weights.</summary>
/// <param name="network">The network.</param>
/// <param name="weights">Its weights.</param>
public sealed class TrainedNetwork(Network network, double[] weights)
{
    /// <summary>Its layers.</summary>
    public Network Network => network;

    /// <summary>Its weights, in the order of <see cref="Network.Weights"/>.</summary>
    public IReadOnlyList<double> Weights => weights;

    /// <summary>The output at a row of numbers.</summary>
    /// <param name="row">As many numbers as the network takes.</param>
    /// <returns>A new array.</returns>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    public double[] Apply(ReadOnlySpan<double> row)
    {
        if (row.Length != network.Inputs)
        {
            throw new ArgumentException(FormattableString.Invariant($"A row of {row.Length} numbers was given to {network}, which takes {network.Inputs}."), nameof(row));
        }

        double[] output = new double[network.Outputs];
        Apply(1, row, output, new double[LayerRun.TapePerRow(network.Layers)]);
        return output;
    }

    /// <summary>The output at every row of a matrix.</summary>
    /// <param name="rows">As many columns as the network takes numbers.</param>
    /// <returns>A new array for each row.</returns>
    /// <exception cref="ArgumentException">The rows have another length.</exception>
    public double[][] ApplyToRows(double[,] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return [.. Enumerable.Range(0, rows.GetLength(0)).Select(row => Apply(ParameterStart.Elements(rows).Slice(row * rows.GetLength(1), rows.GetLength(1))))];
    }

    /// <summary>The output of several rows at once.</summary>
    internal void Apply(int rows, ReadOnlySpan<double> input, Span<double> output, Span<double> tape)
        => LayerRun.Forward(network.Layers, new ForwardPass<double> { Rows = rows, Weights = weights, Input = input, Output = output, Kept = tape });

    /// <summary>Jᵀ·v by the way back, for the output and the tape that <see cref="Apply(int, ReadOnlySpan{double}, Span{double}, Span{double})"/> left.</summary>
    internal void PullBack(int rows, ReadOnlySpan<double> input, ReadOnlySpan<double> output, ReadOnlySpan<double> v, Span<double> tape, Span<double> pulled)
        => LayerRun.Backward(network.Layers, new BackwardPass<double>
        {
            Rows = rows,
            Weights = weights,
            Input = input,
            Output = output,
            Kept = tape,
            OutputGradient = v,
            InputGradient = pulled,
            WeightGradient = new double[weights.Length],
        });
}
