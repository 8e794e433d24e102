using ProbDsl;
using static ProbDsl.ProbMath;

namespace Samples;

/// <summary>
/// Digits of which few have a label: y is the digit, z the hand. Where y is unknown it is summed over under q(y | image), a classifier; where it is known, q is that digit,
/// and the classifier learns it (Kingma et al. 2014, M2).
/// </summary>
/// <param name="images">Images of bits.</param>
/// <param name="label">The digit of each image, −1 where it is unknown.</param>
/// <param name="weight">How much a labelled image counts to the classifier, beside its ELBO.</param>
[ProbabilisticModel]
public sealed partial class SemiSupervised(ImageSet images, int[] label, double weight)
{
    private readonly double[] _even = [.. Enumerable.Repeat(0.1, 10)];

    int Count => images.Count;

    [Parameter] Mlp Classifier => new(inputs: images.Pixels, hidden: [128], outputs: 10);

    [Parameter] Mlp Encoder => new(inputs: images.Pixels + 10, hidden: [128], outputs: 2 * 2);

    [Parameter] Mlp Decoder => new(inputs: 2 + 10, hidden: [128], outputs: images.Pixels);

    [Prior] Categorical Y([Plate(nameof(Count), Subsample = true)] int n) => Categorical.FromProbabilities(_even);

    [Prior] NormalVector Z([Plate(nameof(Count), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood]
    BernoulliVector Images([Plate(nameof(Count))] int n, double[][] z, int[] y) => BernoulliVector.FromLogits(Decoder.Apply([.. z[n], .. OneHot(y[n], 10)]));

    [Factor]
    double Taught([Plate(nameof(Count))] int n)
    {
        double[] logits = Classifier.Apply(images[n]);
        return label[n] < 0 ? 0 : weight * (logits[label[n]] - LogSumExp(logits));
    }

    [Variational(nameof(Y))]
    Categorical QY(int n)
    {
        double[] logits = Classifier.Apply(images[n]);
        return label[n] < 0 ? Categorical.FromLogits(logits) : Categorical.FromProbabilities(OneHot(label[n], 10));
    }

    [Variational(nameof(Z))]
    NormalVector QZ(int n, int[] y) => NormalVector.FromMeanAndLogSd(Encoder.Apply([.. images[n], .. OneHot(y[n], 10)]));
}
