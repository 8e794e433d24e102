using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ProbDsl;

/// <summary>Runs networks for generated code, whatever its lanes. Not meant to be called by hand.</summary>
public static class NetworkRun
{
    /// <summary>Numbers for each row that the way forward keeps for the way back.</summary>
    /// <param name="network">The network.</param>
    public static int TapePerRow(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return LayerRun.TapePerRow(network.Layers);
    }

    /// <summary>The weights that training starts from: a function of the network and its name alone.</summary>
    /// <param name="network">The network.</param>
    /// <param name="weights">Overwritten.</param>
    /// <param name="name">The member of the model that describes it.</param>
    public static void Start(Network network, Span<double> weights, string name)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(name);
        var random = new Philox(Streams.Weights, Streams.OfName(name));
        network.Start(weights, ref random);
    }

    /// <summary>The output of all rows.</summary>
    /// <param name="network">The network.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="seed">Where layers that draw take their numbers from while training; null otherwise.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="input">Rows of what goes in.</param>
    /// <param name="output">Rows of what comes out, overwritten.</param>
    /// <param name="tape">Rows of what <see cref="Backward{T}"/> needs, overwritten.</param>
    /// <typeparam name="T">The lane type.</typeparam>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Forward<T>(Network network, int rows, ulong? seed, ReadOnlySpan<T> weights, ReadOnlySpan<T> input, Span<T> output, Span<T> tape)
        where T : unmanaged, ILane<T>
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            ForwardOf(network, rows, seed, Cast<T, float>(weights), Cast<T, float>(input), Cast<T, float>(output), Cast<T, float>(tape));
            return;
        }

        if (T.Width == 1)
        {
            ForwardOf(network, rows, seed, Cast<T, double>(weights), Cast<T, double>(input), Cast<T, double>(output), Cast<T, double>(tape));
            return;
        }

        double[] w = new double[weights.Length], x = new double[input.Length], y = new double[output.Length], kept = new double[tape.Length];
        for (int lane = 0; lane < T.Width; lane++)
        {
            Take(weights, lane, w);
            Take(input, lane, x);
            Forward(network, rows, seed, w, x, y, kept);
            Put(y, lane, output);
            Put(kept, lane, tape);
        }
    }

    /// <summary>The gradient of all rows: ∂/∂weights is added to or, where nothing has been yet, set; ∂/∂input is set where it is asked for.</summary>
    /// <param name="network">The network.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="seed">Where layers that draw take their numbers from while training; null otherwise.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="input">As on the way forward.</param>
    /// <param name="output">As on the way forward.</param>
    /// <param name="outputGradient">∂/∂output.</param>
    /// <param name="tape">As the way forward left it; its end is scratch.</param>
    /// <param name="weightGradient">∂/∂weights.</param>
    /// <param name="inputGradient">∂/∂input; empty where nobody asks for it.</param>
    /// <param name="isFirst">Whether ∂/∂weights, of unspecified content, is to be set.</param>
    /// <typeparam name="T">The lane type.</typeparam>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Backward<T>(
        Network network, int rows, ulong? seed, ReadOnlySpan<T> weights, ReadOnlySpan<T> input, ReadOnlySpan<T> output, ReadOnlySpan<T> outputGradient, Span<T> tape, Span<T> weightGradient, Span<T> inputGradient = default, bool isFirst = false)
        where T : unmanaged, ILane<T>
    {
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            BackwardOf(network, rows, seed, Cast<T, float>(weights), Cast<T, float>(input), Cast<T, float>(output), Cast<T, float>(outputGradient), Cast<T, float>(tape), Cast<T, float>(weightGradient), Cast<T, float>(inputGradient), isFirst);
            return;
        }

        if (T.Width == 1)
        {
            BackwardOf(network, rows, seed, Cast<T, double>(weights), Cast<T, double>(input), Cast<T, double>(output), Cast<T, double>(outputGradient), Cast<T, double>(tape), Cast<T, double>(weightGradient), Cast<T, double>(inputGradient), isFirst);
            return;
        }

        double[] w = new double[weights.Length], x = new double[input.Length], y = new double[output.Length], dy = new double[output.Length];
        double[] kept = new double[tape.Length], dw = new double[weights.Length], dx = new double[inputGradient.Length];
        for (int lane = 0; lane < T.Width; lane++)
        {
            Take(weights, lane, w);
            Take(input, lane, x);
            Take(output, lane, y);
            Take(outputGradient, lane, dy);
            Take<T>(tape, lane, kept);
            Take<T>(weightGradient, lane, dw);
            BackwardOf<double>(network, rows, seed, w, x, y, dy, kept, dw, dx, isFirst);
            Put(dw, lane, weightGradient);
            Put(dx, lane, inputGradient);
        }
    }

    /// <summary>The output of all rows, in doubles.</summary>
    /// <inheritdoc cref="Forward{T}"/>
    public static void Forward(Network network, int rows, ulong? seed, ReadOnlySpan<double> weights, ReadOnlySpan<double> input, Span<double> output, Span<double> tape)
        => ForwardOf(network, rows, seed, weights, input, output, tape);

    private static void ForwardOf<TNumber>(
        Network network, int rows, ulong? seed, ReadOnlySpan<TNumber> weights, ReadOnlySpan<TNumber> input, Span<TNumber> output, Span<TNumber> tape)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        ArgumentNullException.ThrowIfNull(network);
        LayerRun.Forward(network.Layers, new ForwardPass<TNumber> { Rows = rows, Weights = weights, Input = input, Output = output, Kept = tape, IsTraining = seed is not null, Seed = seed ?? 0 });
    }

    private static void BackwardOf<TNumber>(
        Network network, int rows, ulong? seed, ReadOnlySpan<TNumber> weights, ReadOnlySpan<TNumber> input, ReadOnlySpan<TNumber> output, ReadOnlySpan<TNumber> outputGradient, Span<TNumber> tape, Span<TNumber> weightGradient, Span<TNumber> inputGradient, bool isFirst)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
        => LayerRun.Backward(network.Layers, new BackwardPass<TNumber>
        {
            Rows = rows,
            Weights = weights,
            Input = input,
            Output = output,
            Kept = tape,
            OutputGradient = outputGradient,
            InputGradient = inputGradient,
            WeightGradient = weightGradient,
            IsFirst = isFirst,
            IsTraining = seed is not null,
        });

    private static ReadOnlySpan<TNumber> Cast<T, TNumber>(ReadOnlySpan<T> lanes)
        where T : unmanaged
        where TNumber : unmanaged => MemoryMarshal.Cast<T, TNumber>(lanes);

    private static Span<TNumber> Cast<T, TNumber>(Span<T> lanes)
        where T : unmanaged
        where TNumber : unmanaged => MemoryMarshal.Cast<T, TNumber>(lanes);

    private static void Take<T>(ReadOnlySpan<T> lanes, int lane, double[] numbers)
        where T : unmanaged, ILane<T>
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = T.Get(lanes[i], lane);
        }
    }

    private static void Put<T>(double[] numbers, int lane, Span<T> lanes)
        where T : unmanaged, ILane<T>
    {
        // The lanes of a T are its numbers, one after the other.
        Span<double> all = MemoryMarshal.Cast<T, double>(lanes);
        for (int i = 0; i < numbers.Length; i++)
        {
            all[(i * T.Width) + lane] = numbers[i];
        }
    }
}
