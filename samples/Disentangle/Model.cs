using ProbDsl;

namespace Samples;

/// <summary>A variational autoencoder of white shapes, with more latents than they have factors.</summary>
[ProbabilisticModel(Precision.Single)]
public sealed partial class SpriteVae(ImageSet images)
{
    int Count => images.Count;

    [Parameter] Mlp Encoder => new(inputs: images.Pixels, hidden: [96, 64], outputs: 2 * 6);

    [Parameter] Mlp Decoder => new(inputs: 6, hidden: [64, 96], outputs: images.Pixels);

    [Prior] NormalVector Z([Plate(nameof(Count), Subsample = true)] int n) => NormalVector.Standard(6);

    [Likelihood] BernoulliVector Images([Plate(nameof(Count))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(images[n]));
}
