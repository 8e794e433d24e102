namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>A variational autoencoder whose q has any covariance.</summary>
[ProbabilisticModel]
public sealed partial class FullVae(double[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 6, hidden: [5], outputs: MultivariateNormal.NumbersOf(3), Activation.Tanh);

    [Parameter] Mlp Decoder => new(inputs: 3, hidden: [4], outputs: 6, Activation.Tanh);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(3);

    [Likelihood] BernoulliVector X([Plate(nameof(Rows))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] MultivariateNormal QZ(int n) => MultivariateNormal.FromMeanAndFactor(Encoder.Apply(x[n]));
}

/// <summary>Probabilistic PCA, whose posterior is a correlated normal, with a q that can be it.</summary>
[ProbabilisticModel]
public sealed partial class LinearFullVae(double[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 5, hidden: [], outputs: MultivariateNormal.NumbersOf(2));

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [], outputs: 5);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood] NormalVector X([Plate(nameof(Rows))] int n, double[][] z, [Parameter] double logSd) => NormalVector.WithSd(Decoder.Apply(z[n]), Math.Exp(logSd));

    [Variational(nameof(Z))] MultivariateNormal QZ(int n) => MultivariateNormal.FromMeanAndFactor(Encoder.Apply(x[n]));
}

/// <summary>An encoder with a number less than mean and factor have.</summary>
[ProbabilisticModel]
public sealed partial class ShortFactor(double[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 6, hidden: [], outputs: 8);

    [Parameter] Mlp Decoder => new(inputs: 3, hidden: [], outputs: 6);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(3);

    [Likelihood] BernoulliVector X([Plate(nameof(Rows))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] MultivariateNormal QZ(int n) => MultivariateNormal.FromMeanAndFactor(Encoder.Apply(x[n]));
}

/// <summary>One latent vector without networks or a plate; its prior is correlated.</summary>
[ProbabilisticModel]
public sealed partial class PlainFull(double[,] covariance, double[] mean, double[] y)
{
    int Numbers => MultivariateNormal.NumbersOf(2);

    [Prior] MultivariateNormal Z() => MultivariateNormal.FromCovariance(mean, covariance);

    [Likelihood] Normal Y(int n, double[] z) => new(z[0] + z[1], 0.5);

    [Variational(nameof(Z))] MultivariateNormal QZ([Parameter(Size = nameof(Numbers))] double[] q) => MultivariateNormal.FromMeanAndFactor(q);
}
