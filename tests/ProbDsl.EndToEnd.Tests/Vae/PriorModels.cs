namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>A learned mixture of three normals as the prior of two latent numbers.</summary>
[ProbabilisticModel]
public sealed partial class HillsVae(double[][] x)
{
    int Rows => x.Length;

    static int Components => 3;

    static int Latents => 2;

    [Parameter] Mlp Encoder => new(inputs: 6, hidden: [5], outputs: 2 * Latents, Activation.Tanh);

    [Parameter] Mlp Decoder => new(inputs: Latents, hidden: [4], outputs: 6, Activation.Tanh);

    [Prior]
    NormalMixtureVector Z(
        [Plate(nameof(Rows), Subsample = true)] int n,
        [Parameter(Size = nameof(Components))] double[] logits,
        [Parameter(Size = nameof(Components), Columns = nameof(Latents), Spread = 1)] double[,] means,
        [Parameter(Size = nameof(Components), Columns = nameof(Latents), Initial = -0.5)] double[,] logSds)
        => NormalMixtureVector.FromLogits(logits, means, logSds);

    [Likelihood] BernoulliVector X([Plate(nameof(Rows))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n]));
}

/// <summary>The same with a standard normal prior.</summary>
[ProbabilisticModel]
public sealed partial class HillVae(double[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 6, hidden: [5], outputs: 2 * 2, Activation.Tanh);

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [4], outputs: 6, Activation.Tanh);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood] BernoulliVector X([Plate(nameof(Rows))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n]));
}

/// <summary>A mixture that is data, one of two by row, in single precision.</summary>
[ProbabilisticModel(Precision.Single)]
public sealed partial class GivenHillsVae(double[][] x, double[] logits, double[,] means, double[,] logSds)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 6, hidden: [5], outputs: 2 * 2, Activation.Tanh);

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [4], outputs: 6, Activation.Tanh);

    [Prior]
    NormalMixtureVector Z([Plate(nameof(Rows), Subsample = true)] int n, [Parameter(Size = nameof(Two), Columns = nameof(Two), Spread = 1)] double[,] own)
        => x[n][0] > 0 ? NormalMixtureVector.FromLogits(logits, means, logSds) : NormalMixtureVector.FromLogits([0.5, -0.5], own, new double[,] { { 0.1, -0.1 }, { 0, 0.2 } });

    static int Two => 2;

    [Likelihood] BernoulliVector X([Plate(nameof(Rows))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n]));
}

/// <summary>A mixture without networks: the posterior of a row is a mixture too, and its evidence a sum of normal densities.</summary>
[ProbabilisticModel]
public sealed partial class GivenHills(double[,] y, double[] logits, double[,] means, double[,] logSds, double sd)
{
    int Rows => y.GetLength(0);

    int Length => y.GetLength(1);

    [Prior] NormalMixtureVector Z([Plate(nameof(Rows))] int n) => NormalMixtureVector.FromLogits(logits, means, logSds);

    [Likelihood] Normal Y([Plate(nameof(Rows))] int n, [Plate(nameof(Length))] int i, double[][] z) => new(z[n][i], sd);
}

/// <summary>A latent that is positive, with a q that is not normal.</summary>
[ProbabilisticModel]
public sealed partial class PositiveVae(double[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 2, hidden: [], outputs: 2);

    [Prior] Gamma Rate([Plate(nameof(Rows), Subsample = true)] int n) => Gamma.FromShapeAndRate(2, 1);

    [Likelihood]
    PoissonVector X([Plate(nameof(Rows))] int n, double[] rate) => PoissonVector.FromLogRates([Math.Log(rate[n]), Math.Log(rate[n])]);

    [Variational(nameof(Rate))]
    LogNormal QRate(int n)
    {
        double[] output = Encoder.Apply(x[n]);
        return new(output[0], Math.Exp(output[1]));
    }
}

/// <summary>A VampPrior: the mean of what the encoder gives for five rows that are learned.</summary>
[ProbabilisticModel]
public sealed partial class VampVae(double[][] x)
{
    int Rows => x.Length;

    int Pixels => x[0].Length;

    static int Components => 5;

    [Parameter] Mlp Encoder => new(inputs: Pixels, hidden: [5], outputs: 2 * 2, Activation.Tanh);

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [4], outputs: Pixels, Activation.Tanh);

    [Prior]
    NormalMixtureVector Z(
        [Plate(nameof(Rows), Subsample = true)] int n,
        [Parameter(Size = nameof(Components), Columns = nameof(Pixels), Initial = 0.5, Spread = 0.25)] double[,] pseudoInputs)
        => NormalMixtureVector.FromMeansAndLogSds(Encoder.ApplyToRows(pseudoInputs));

    [Likelihood] BernoulliVector X([Plate(nameof(Rows))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n]));
}

/// <summary>Pseudo-inputs that are one number too short.</summary>
[ProbabilisticModel]
public sealed partial class NarrowVampVae(double[][] x)
{
    int Rows => x.Length;

    static int Components => 5;

    static int Two => 2;

    [Parameter] Mlp Encoder => new(inputs: 3, hidden: [], outputs: 2);

    [Prior]
    NormalMixtureVector Z([Plate(nameof(Rows), Subsample = true)] int n, [Parameter(Size = nameof(Components), Columns = nameof(Two), Spread = 1)] double[,] pseudoInputs)
        => NormalMixtureVector.FromMeansAndLogSds(Encoder.ApplyToRows(pseudoInputs));

    [Likelihood] NormalVector X([Plate(nameof(Rows))] int n, double[][] z) => NormalVector.WithSd([z[n][0], z[n][0], z[n][0]], 1);

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n]));
}

/// <summary>Two latents of a row, a number and a vector, and a class under which the vector has a mixture for its prior.</summary>
[ProbabilisticModel]
public sealed partial class TwoLatentsVae(double[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 6, hidden: [4], outputs: 2 * 2, Activation.Tanh);

    [Parameter] Mlp Other => new(inputs: 6, hidden: [], outputs: 2);

    [Parameter] Mlp Decoder => new(inputs: 3, hidden: [4], outputs: 6, Activation.Tanh);

    [Prior] Normal Level([Plate(nameof(Rows), Subsample = true)] int n) => new(0, 1);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood] BernoulliVector X([Plate(nameof(Rows))] int n, double[][] z, double[] level) => BernoulliVector.FromLogits(Decoder.Apply([.. z[n], level[n]]));

    [Variational(nameof(Level))]
    Normal QLevel(int n)
    {
        double[] output = Other.Apply(x[n]);
        return new(output[0], 0.2 + Math.Exp(output[1]));
    }

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n]));
}

/// <summary>A class of each row beside a vector whose prior is a mixture that is data.</summary>
[ProbabilisticModel]
public sealed partial class ClassOfHills(double[][] x, double[] logits, double[,] means, double[,] logSds)
{
    private readonly double[] _even = [0.5, 0.5];

    int Rows => x.Length;

    [Parameter] Mlp Classifier => new(inputs: 6, hidden: [], outputs: 2);

    [Parameter] Mlp Encoder => new(inputs: 8, hidden: [4], outputs: 2 * 2, Activation.Tanh);

    [Parameter] Mlp Decoder => new(inputs: 4, hidden: [4], outputs: 6, Activation.Tanh);

    [Prior] Categorical Y([Plate(nameof(Rows), Subsample = true)] int n) => Categorical.FromProbabilities(_even);

    [Prior] NormalMixtureVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalMixtureVector.FromLogits(logits, means, logSds);

    [Likelihood]
    BernoulliVector X([Plate(nameof(Rows))] int n, double[][] z, int[] y) => BernoulliVector.FromLogits(Decoder.Apply([.. z[n], .. ProbMath.OneHot(y[n], 2)]));

    [Variational(nameof(Y))] Categorical QY(int n) => Categorical.FromLogits(Classifier.Apply(x[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n, int[] y) => NormalVector.FromMeanAndLogSd(Encoder.Apply([.. x[n], .. ProbMath.OneHot(y[n], 2)]));
}
