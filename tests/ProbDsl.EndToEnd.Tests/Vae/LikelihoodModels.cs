namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>Grey values from 0 to 1.</summary>
[ProbabilisticModel]
public sealed partial class ShareVae(double[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 4, hidden: [], outputs: 2 * 2);

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [3], outputs: 4, Activation.Tanh);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood] ContinuousBernoulliVector X([Plate(nameof(Rows))] int n, double[][] z) => ContinuousBernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n]));
}

/// <summary>Grey values of a byte, a scale for each of them.</summary>
[ProbabilisticModel]
public sealed partial class LevelVae(double[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 4, hidden: [], outputs: 2 * 2);

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [3], outputs: 2 * 4, Activation.Tanh);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood]
    DiscretisedLogisticVector X([Plate(nameof(Rows))] int n, double[][] z) => DiscretisedLogisticVector.FromLocationAndLogScale(256, Decoder.Apply(z[n]));

    [Variational(nameof(Z))]
    NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply([x[n][0] / 255, x[n][1] / 255, x[n][2] / 255, x[n][3] / 255]));
}

/// <summary>Levels that are data, one scale for all elements, learned; whole numbers as data.</summary>
[ProbabilisticModel]
public sealed partial class LevelsOfOneScale(int levels, int[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [3], outputs: 4, Activation.Tanh);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood]
    DiscretisedLogisticVector X([Plate(nameof(Rows))] int n, double[][] z, [Parameter] double logScale)
        => DiscretisedLogisticVector.WithScale(levels, Decoder.Apply(z[n]), Math.Exp(logScale));

    [Variational(nameof(Z))] NormalVector QZ(int n, [Parameter] double slope) => NormalVector.WithSd([slope * x[n][0], slope], 0.5);
}

/// <summary>A class for each element, the number of classes data.</summary>
[ProbabilisticModel]
public sealed partial class ClassVae(int classes, int[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [3], outputs: classes * 4, Activation.Tanh);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood] CategoricalVector X([Plate(nameof(Rows))] int n, double[][] z) => CategoricalVector.FromLogits(classes, Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n, [Parameter] double slope) => NormalVector.WithSd([slope * x[n][0], slope], 0.5);
}

/// <summary>Three classes, the data numbers with a point.</summary>
[ProbabilisticModel]
public sealed partial class RealClassVae(double[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [3], outputs: 3 * 4, Activation.Tanh);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood] CategoricalVector X([Plate(nameof(Rows))] int n, double[][] z) => CategoricalVector.FromLogits(3, Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n, [Parameter] double slope) => NormalVector.WithSd([slope * x[n][0], slope], 0.5);
}

/// <summary>A decoder of twice the width: a variance for each element of each row.</summary>
[ProbabilisticModel]
public sealed partial class SpreadVae(double[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [3], outputs: 2 * 4, Activation.Tanh);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood] NormalVector X([Plate(nameof(Rows))] int n, double[][] z) => NormalVector.FromMeanAndLogSd(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n, [Parameter] double slope) => NormalVector.WithSd([slope * x[n][0], slope], 0.5);
}

/// <summary>A variance for each element, the same in all rows, learned.</summary>
[ProbabilisticModel]
public sealed partial class PixelSdVae(double[][] x)
{
    int Rows => x.Length;

    int Pixels => x[0].Length;

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [3], outputs: Pixels, Activation.Tanh);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood]
    NormalVector X([Plate(nameof(Rows))] int n, double[][] z, [Parameter(Size = nameof(Pixels))] double[] logSd) => NormalVector.WithLogSds(Decoder.Apply(z[n]), logSd);

    [Variational(nameof(Z))] NormalVector QZ(int n, [Parameter] double slope) => NormalVector.WithSd([slope * x[n][0], slope], 0.5);
}
