using ProbDsl;

namespace Samples;

/// <summary>Digits under a variational autoencoder: eight normal numbers z for each image, and a network of z that says how likely each pixel is on.</summary>
[ProbabilisticModel(Precision.Single)]
public sealed partial class GlyphVae(ImageSet images)
{
    int Count => images.Count;

    [Parameter] Mlp Encoder => new(inputs: images.Pixels, hidden: [128], outputs: 2 * 8);

    [Parameter] Mlp Decoder => new(inputs: 8, hidden: [128], outputs: images.Pixels);

    [Prior] NormalVector Z([Plate(nameof(Count), Subsample = true)] int n) => NormalVector.Standard(8);

    [Likelihood] BernoulliVector Images([Plate(nameof(Count))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(images[n]));
}
