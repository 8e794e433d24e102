using ProbDsl;

namespace Samples;

/// <summary>
/// Rows of bits with a decoder that may do without z: it predicts each bit from those before it, or, for comparison, sees none of them.
/// </summary>
[ProbabilisticModel]
public sealed partial class BitSequences(double[][] x, bool seesPast)
{
    int Rows => x.Length;

    int Bits => x[0].Length;

    [Parameter] Mlp Encoder => new(inputs: Bits, hidden: [32], outputs: 2 * 2, Activation.Tanh);

    [Parameter] Network Decoder => Causal.Network(latents: 2, Bits, hidden: 4 * Bits, seesPast);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood] BernoulliVector X([Plate(nameof(Rows))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply([.. z[n], .. x[n]]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n]));
}
