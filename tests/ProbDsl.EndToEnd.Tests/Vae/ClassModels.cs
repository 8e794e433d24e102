using static ProbDsl.ProbMath;

namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>A conditional autoencoder: the class of each row is given, to the decoder and to q.</summary>
[ProbabilisticModel]
public sealed partial class ConditionalVae(double[][] x, int[] label)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 4 + 3, hidden: [3], outputs: 2 * 2, Activation.Tanh);

    [Parameter] Mlp Decoder => new(inputs: 2 + 3 + 1, hidden: [3], outputs: 4, Activation.Tanh);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood]
    BernoulliVector X([Plate(nameof(Rows))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply([.. z[n], .. OneHot(label[n], 3), z[n][0] * z[n][1]]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply([.. x[n], .. OneHot(label[n], 3)]));
}
