using ProbDsl;

namespace Samples;

/// <summary>Drawn digits with two latents under a learned mixture of ten Gaussians.</summary>
[ProbabilisticModel(Precision.Single)]
public sealed partial class MixtureVae(ImageSet images)
{
    int Count => images.Count;

    static int Components => 10;

    static int Latents => 2;

    [Parameter] Mlp Encoder => new(inputs: images.Pixels, hidden: [64], outputs: 2 * Latents);

    [Parameter] Mlp Decoder => new(inputs: Latents, hidden: [64], outputs: images.Pixels);

    [Prior]
    NormalMixtureVector Z(
        [Plate(nameof(Count), Subsample = true)] int n,
        [Parameter(Size = nameof(Components))] double[] logits,
        [Parameter(Size = nameof(Components), Columns = nameof(Latents), Spread = 1)] double[,] means,
        [Parameter(Size = nameof(Components), Columns = nameof(Latents), Initial = -0.5)] double[,] logSds)
        => NormalMixtureVector.FromLogits(logits, means, logSds);

    [Likelihood] BernoulliVector Images([Plate(nameof(Count))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(images[n]));
}

/// <summary>The same under a standard normal.</summary>
[ProbabilisticModel(Precision.Single)]
public sealed partial class NormalVae(ImageSet images)
{
    int Count => images.Count;

    [Parameter] Mlp Encoder => new(inputs: images.Pixels, hidden: [64], outputs: 2 * 2);

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [64], outputs: images.Pixels);

    [Prior] NormalVector Z([Plate(nameof(Count), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood] BernoulliVector Images([Plate(nameof(Count))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(images[n]));
}
