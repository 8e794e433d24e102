using System.Numerics;

namespace ProbDsl;

/// <summary>Layers one after the other on a batch, forward and back, over one tape that has what lies between.</summary>
/// <remarks>
/// The tape has for each layer the output of all rows (but for the last, whose output is the caller's) and what it keeps, then, once the way back begins, two gradients
/// in turn, as wide as the widest output.
/// </remarks>
internal static class LayerRun
{
    /// <summary>Numbers of tape for each row.</summary>
    public static int TapePerRow(IReadOnlyList<Layer> layers)
        => layers.Sum(l => l.Outputs + l.KeptPerRow) - layers[^1].Outputs + 2 * Widest(layers);

    // No enumerator: it is asked for in every step.
    private static int Widest(IReadOnlyList<Layer> layers)
    {
        int widest = 0;
        for (int i = 0; i < layers.Count; i++)
        {
            widest = Math.Max(widest, layers[i].Outputs);
        }

        return widest;
    }

    public static void Forward<T>(IReadOnlyList<Layer> layers, in ForwardPass<T> pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> input = pass.Input;
        int weightsAt = 0, tapeAt = 0;
        for (int i = 0; i < layers.Count; i++)
        {
            Layer layer = layers[i];
            int weights = layer.WeightCount, kept = pass.Rows * layer.KeptPerRow, outputs = i == layers.Count - 1 ? 0 : pass.Rows * layer.Outputs;
            Span<T> output = i == layers.Count - 1 ? pass.Output : pass.Kept.Slice(tapeAt, outputs);
            layer.Forward(new ForwardPass<T>
            {
                Rows = pass.Rows,
                Weights = pass.Weights.Slice(weightsAt, weights),
                Input = input,
                Output = output,
                Kept = pass.Kept.Slice(tapeAt + outputs, kept),
                IsTraining = pass.IsTraining,
                Seed = unchecked((pass.Seed + (ulong)i + 1) * 0x9E3779B97F4A7C15UL),
            });
            weightsAt += weights;
            tapeAt += outputs + kept;
            input = output;
        }
    }

    public static void Backward<T>(IReadOnlyList<Layer> layers, in BackwardPass<T> pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int widest = pass.Rows * Widest(layers), tapeEnd = pass.Kept.Length - 2 * widest, weightsEnd = pass.Weights.Length;
        Span<T> ping = pass.Kept.Slice(tapeEnd, widest), pong = pass.Kept.Slice(tapeEnd + widest, widest);
        ReadOnlySpan<T> output = pass.Output, outputGradient = pass.OutputGradient;
        for (int i = layers.Count - 1; i >= 0; i--)
        {
            Layer layer = layers[i];
            int weights = layer.WeightCount, kept = pass.Rows * layer.KeptPerRow;
            tapeEnd -= kept;
            Span<T> keptHere = pass.Kept.Slice(tapeEnd, kept);
            ReadOnlySpan<T> input = pass.Input;
            if (i > 0)
            {
                // The input is the output of the layer before, which stands before what that layer keeps.
                int before = pass.Rows * (layers[i - 1].Outputs + layers[i - 1].KeptPerRow);
                input = pass.Kept.Slice(tapeEnd - before - (i == layers.Count - 1 ? 0 : pass.Rows * layer.Outputs), pass.Rows * layer.Inputs);
            }

            Span<T> inputGradient = i == 0 ? pass.InputGradient : ping[..(pass.Rows * layer.Inputs)];
            weightsEnd -= weights;
            Span<T> weightGradient = pass.WeightGradient.Slice(weightsEnd, weights);
            if (pass.IsFirst && !layer.SetsWeightGradient)
            {
                weightGradient.Clear();
            }

            layer.Backward(new BackwardPass<T>
            {
                Rows = pass.Rows,
                Weights = pass.Weights.Slice(weightsEnd, weights),
                Input = input,
                Output = output,
                Kept = keptHere,
                OutputGradient = outputGradient,
                InputGradient = inputGradient,
                WeightGradient = weightGradient,
                IsFirst = pass.IsFirst,
                IsTraining = pass.IsTraining,
            });
            tapeEnd -= i == layers.Count - 1 ? 0 : pass.Rows * layer.Outputs;
            output = input;
            outputGradient = inputGradient;
            Span<T> other = ping;
            ping = pong;
            pong = other;
        }
    }
}
