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
        LayerRun.Forward(network.Layers, new ForwardPass<double> { Rows = 1, Weights = weights, Input = row, Output = output, Kept = new double[LayerRun.TapePerRow(network.Layers)] });
        return output;
    }
}
