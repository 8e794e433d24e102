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

/// <summary>The semi-supervised autoencoder of Kingma et al. (2014), M2: a class for each row, known for some, and q(z | x, y).</summary>
[ProbabilisticModel]
public sealed partial class SemiVae(double[][] x, int[] label, double[] frequency)
{
    int Rows => x.Length;

    [Parameter] Mlp Classifier => new(inputs: 4, hidden: [3], outputs: 3, Activation.Tanh);

    [Parameter] Mlp Encoder => new(inputs: 4 + 3, hidden: [3], outputs: 2 * 2, Activation.Tanh);

    [Parameter] Mlp Decoder => new(inputs: 2 + 3, hidden: [3], outputs: 4, Activation.Tanh);

    [Prior] Categorical Y([Plate(nameof(Rows), Subsample = true)] int n) => Categorical.FromProbabilities(frequency);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood]
    BernoulliVector X([Plate(nameof(Rows))] int n, double[][] z, int[] y) => BernoulliVector.FromLogits(Decoder.Apply([.. z[n], .. OneHot(y[n], 3)]));

    [Variational(nameof(Y))]
    Categorical QY(int n)
    {
        double[] logits = Classifier.Apply(x[n]);
        return label[n] < 0 ? Categorical.FromLogits(logits) : Categorical.FromProbabilities(OneHot(label[n], 3));
    }

    [Variational(nameof(Z))] NormalVector QZ(int n, int[] y) => NormalVector.FromMeanAndLogSd(Encoder.Apply([.. x[n], .. OneHot(y[n], 3)]));
}

/// <summary>Two clusters: the prior of z depends on a latent bit, the likelihood on z alone; q(z | x) without the bit.</summary>
[ProbabilisticModel]
public sealed partial class ClusteredVae(double[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Classifier => new(inputs: 4, hidden: [3], outputs: 1, Activation.Tanh);

    [Parameter] Mlp Encoder => new(inputs: 4, hidden: [3], outputs: 2 * 2, Activation.Tanh);

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [3], outputs: 4, Activation.Tanh);

    [Prior] Bernoulli Y([Plate(nameof(Rows), Subsample = true)] int n) => Bernoulli.FromProbability(0.3);

    [Prior]
    NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n, bool[] y, [Parameter] double distance) => NormalVector.WithSd([y[n] ? distance : -distance, 0.0], 0.5);

    [Likelihood] BernoulliVector X([Plate(nameof(Rows))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Y))]
    Bernoulli QY(int n)
    {
        double[] logit = Classifier.Apply(x[n]);
        return Bernoulli.FromLogit(logit[0]);
    }

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n]));
}
