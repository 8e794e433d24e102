using ProbDsl;

namespace Samples;

/// <summary>A variational autoencoder of drawn digits with two latents, so that all of its latent space is a picture.</summary>
[ProbabilisticModel(Precision.Single)]
public sealed partial class PlaneVae(ImageSet images)
{
    int Count => images.Count;

    [Parameter] Mlp Encoder => new(inputs: images.Pixels, hidden: [64], outputs: 2 * 2);

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [64], outputs: images.Pixels);

    [Prior] NormalVector Z([Plate(nameof(Count), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood] BernoulliVector Images([Plate(nameof(Count))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(images[n]));
}
