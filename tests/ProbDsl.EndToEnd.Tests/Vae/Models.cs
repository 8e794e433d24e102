namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>A variational autoencoder of rows of zeros and ones.</summary>
[ProbabilisticModel]
public sealed partial class SmallVae(double[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 6, hidden: [5], outputs: 2 * 2, Activation.Tanh);

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [4], outputs: 6, Activation.Tanh);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood] BernoulliVector X([Plate(nameof(Rows))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n]));
}

/// <summary>Probabilistic PCA as a variational autoencoder: affine networks, one noise for all elements.</summary>
[ProbabilisticModel]
public sealed partial class LinearVae(double[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 5, hidden: [], outputs: 2 * 2);

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [], outputs: 5);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood] NormalVector X([Plate(nameof(Rows))] int n, double[][] z, [Parameter] double logSd) => NormalVector.WithSd(Decoder.Apply(z[n]), Math.Exp(logSd));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n]));
}

/// <summary>Numbers with a learnt standard deviation for each, of data as they come.</summary>
[ProbabilisticModel]
public sealed partial class NumericVae(double[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 6, hidden: [32], outputs: 2 * 2);

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [32], outputs: 2 * 6);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood] NormalVector X([Plate(nameof(Rows))] int n, double[][] z) => NormalVector.FromMeanAndLogSd(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n]));
}

/// <summary>One network in p and in q, counts, a network without a plate's subsample, a row that is put together in the body.</summary>
[ProbabilisticModel]
public sealed partial class SharedNetwork(int[,] counts, double[] offset)
{
    int Rows => offset.Length;

    [Parameter] Mlp Shared => new(inputs: 3, hidden: [4], outputs: 4, Activation.Softplus);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood]
    PoissonVector Counts([Plate(nameof(Rows))] int n, double[][] z) => PoissonVector.FromLogRates(Shared.Apply([z[n][0], z[n][1] * z[n][1], offset[n]]));

    [Variational(nameof(Z))]
    NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Shared.Apply([offset[n], 1.0, 0.5]));
}

/// <summary>An encoder that takes one number more than a row has.</summary>
[ProbabilisticModel]
public sealed partial class Narrow(double[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 6, hidden: [], outputs: 2);

    [Parameter] Mlp Decoder => new(inputs: 1, hidden: [], outputs: 5);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(1);

    [Likelihood] BernoulliVector X([Plate(nameof(Rows))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n]));
}

/// <summary>Dropout, a normalisation and a residual block on the way to the logits.</summary>
[ProbabilisticModel]
public sealed partial class DeepVae(double[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 6, hidden: [5], outputs: 2 * 2, Activation.Silu);

    [Parameter]
    Network Decoder => new(
        new Dense(2, 7), new LayerNorm(7), new ActivationLayer(Activation.Gelu, 7), new Dropout(7, 0.3), new Residual(new Dense(7, 7), new ActivationLayer(Activation.Tanh, 7)), new Dense(7, 6));

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood] BernoulliVector X([Plate(nameof(Rows))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n]));
}

/// <summary>Networks as large as a row, a prior that depends on data, and one network applied twice.</summary>
[ProbabilisticModel]
public sealed partial class SizedVae(double[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: x[0].Length, hidden: [], outputs: 2);

    [Parameter] Mlp Decoder => new(inputs: 1, hidden: [], outputs: x[0].Length);

    [Parameter] Mlp Inner => new(inputs: 1, hidden: [3], outputs: 1);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => x[n][0] > 0 ? NormalVector.Standard(1) : NormalVector.WithSd([0.5], 2);

    [Likelihood] NormalVector X([Plate(nameof(Rows))] int n, double[][] z) => NormalVector.WithSd(Decoder.Apply(Inner.Apply(Inner.Apply(z[n]))), 1);

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n]));
}

/// <summary>An objective of its own, in which neither term stands alone, in single precision.</summary>
[ProbabilisticModel(Precision.Single)]
public sealed partial class CurvedObjective(double[][] x, double beta)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 6, hidden: [5], outputs: 2 * 2, Activation.Tanh);

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [4], outputs: 6, Activation.Tanh);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood] BernoulliVector X([Plate(nameof(Rows))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n]));

    [Objective]
    double Curved(double reconstruction, double kl, double progress) => reconstruction - (beta * progress * kl) - (0.01 * Math.Exp(0.1 * reconstruction * kl));
}
