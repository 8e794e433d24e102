using ProbDsl;

namespace Samples;

/// <summary>A variational autoencoder of drawn digits, through whose latent space the sample walks.</summary>
[ProbabilisticModel(Precision.Single)]
public sealed partial class WalkVae(ImageSet images)
{
    int Count => images.Count;

    [Parameter] Mlp Encoder => new(inputs: images.Pixels, hidden: [96], outputs: 2 * 8);

    [Parameter] Mlp Decoder => new(inputs: 8, hidden: [96], outputs: images.Pixels);

    [Prior] NormalVector Z([Plate(nameof(Count), Subsample = true)] int n) => NormalVector.Standard(8);

    [Likelihood] BernoulliVector Images([Plate(nameof(Count))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(images[n]));
}
