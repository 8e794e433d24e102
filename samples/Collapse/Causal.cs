using System.Numerics;
using ProbDsl;

namespace Samples;

/// <summary>A dense layer of the sample's own, in which each input reaches the outputs from some position on: masked so, two of them are an autoregressive network (MADE; Germain et al. 2015).</summary>
/// <param name="outputs">Numbers that come out.</param>
/// <param name="first">For each input the first output that it reaches.</param>
internal sealed class Causal(int outputs, int[] first) : Layer
{
    private readonly WeightArray[] _weights = [new("weight", [first.Length, outputs], WeightStart.Glorot(first.Length, outputs)), new("bias", [outputs], WeightStart.Zeros)];

    /// <summary>From latents and the bits of a row to the logit of each bit, which sees the latents and, if it may, the bits before it.</summary>
    public static Network Network(int latents, int bits, int hidden, bool seesPast)
    {
        // Hidden number h sees the first h·bits/hidden bits, and bit t the hidden numbers that see t bits or fewer.
        int Seen(int h) => h * bits / hidden;
        int FirstThatSees(int t) => seesPast ? Enumerable.Range(0, hidden).FirstOrDefault(h => Seen(h) > t, hidden) : hidden;
        return new Network(
            new Causal(hidden, [.. new int[latents], .. Enumerable.Range(0, bits).Select(FirstThatSees)]), new ActivationLayer(Activation.Tanh, hidden), new Causal(bits, [.. Enumerable.Range(0, hidden).Select(Seen)]));
    }

    public override int Inputs => first.Length;

    public override int Outputs => outputs;

    public override IReadOnlyList<WeightArray> Weights => _weights;

    public override void Forward<TNumber>(in ForwardPass<TNumber> pass)
    {
        for (int row = 0; row < pass.Rows; row++)
        {
            Span<TNumber> y = pass.Output.Slice(row * outputs, outputs);
            pass.Weights[^outputs..].CopyTo(y);
            for (int i = 0; i < first.Length; i++)
            {
                Add(pass.Input[row * first.Length + i], pass.Weights.Slice(i * outputs, outputs)[first[i]..], y[first[i]..]);
            }
        }
    }

    public override void Backward<TNumber>(in BackwardPass<TNumber> pass)
    {
        for (int row = 0; row < pass.Rows; row++)
        {
            ReadOnlySpan<TNumber> dy = pass.OutputGradient.Slice(row * outputs, outputs);
            Add(TNumber.One, dy, pass.WeightGradient[^outputs..]);
            for (int i = 0; i < first.Length; i++)
            {
                Add(pass.Input[row * first.Length + i], dy[first[i]..], pass.WeightGradient.Slice(i * outputs, outputs)[first[i]..]);
                if (!pass.InputGradient.IsEmpty)
                {
                    ReadOnlySpan<TNumber> w = pass.Weights.Slice(i * outputs, outputs);
                    TNumber sum = TNumber.Zero;
                    for (int o = first[i]; o < outputs; o++)
                    {
                        sum += w[o] * dy[o];
                    }

                    pass.InputGradient[row * first.Length + i] = sum;
                }
            }
        }
    }

    // y + a·x.
    private static void Add<TNumber>(TNumber a, ReadOnlySpan<TNumber> x, Span<TNumber> y)
        where TNumber : unmanaged, INumberBase<TNumber>
    {
        for (int k = 0; k < y.Length; k++)
        {
            y[k] += a * x[k];
        }
    }
}
