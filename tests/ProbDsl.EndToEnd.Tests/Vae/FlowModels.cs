namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>A flow on top of an encoder's independent normals.</summary>
[ProbabilisticModel]
public sealed partial class FlowVae(double[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 6, hidden: [5], outputs: 2 * 3, Activation.Tanh);

    [Parameter] RealNvp Flow => new(count: 3, layers: 2, hidden: [4]);

    [Parameter] Mlp Decoder => new(inputs: 3, hidden: [4], outputs: 6, Activation.Tanh);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(3);

    [Likelihood] BernoulliVector X([Plate(nameof(Rows))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] FlowVector QZ(int n) => Flow.Push(NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n])));
}

/// <summary>A flow whose map is another one for each row, on top of a normal vector with any covariance; what chooses it are a number of the data and an output of a network.</summary>
[ProbabilisticModel]
public sealed partial class ContextFlowVae(double[][] x, double[] age)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 6, hidden: [], outputs: MultivariateNormal.NumbersOf(2));

    [Parameter] Mlp Chooser => new(inputs: 6, hidden: [], outputs: 2);

    [Parameter] Iaf Flow => new(count: 2, layers: 2, hidden: [4], context: 3);

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [4], outputs: 6, Activation.Tanh);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood] BernoulliVector X([Plate(nameof(Rows))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))]
    FlowVector QZ(int n) => Flow.Push(MultivariateNormal.FromMeanAndFactor(Encoder.Apply(x[n])), [age[n], .. Chooser.Apply(x[n])]);
}

/// <summary>A flow for the prior.</summary>
[ProbabilisticModel]
public sealed partial class FlowPriorVae(double[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 6, hidden: [5], outputs: 2 * 2, Activation.Tanh);

    [Parameter] RealNvp Wanted => new(count: 2, layers: 2, hidden: [4]);

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [4], outputs: 6, Activation.Tanh);

    [Prior] FlowVector Z([Plate(nameof(Rows), Subsample = true)] int n) => Wanted.Push(NormalVector.WithSd([0.5, -0.5], 1.5));

    [Likelihood] BernoulliVector X([Plate(nameof(Rows))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n]));
}

/// <summary>A flow in q, and another, which is given a class of the row, in p.</summary>
[ProbabilisticModel(Precision.Single)]
public sealed partial class TwoFlowsVae(double[][] x, int[] label)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 6, hidden: [5], outputs: 2 * 2, Activation.Tanh);

    [Parameter] RealNvp Flow => new(count: 2, layers: 2, hidden: [4], context: 6);

    [Parameter] RealNvp Wanted => new(count: 2, layers: 2, hidden: [4], context: 3);

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [4], outputs: 6, Activation.Tanh);

    [Prior]
    FlowVector Z([Plate(nameof(Rows), Subsample = true)] int n) => Wanted.Push(NormalVector.Standard(2), [.. ProbMath.OneHot(label[n], 3)]);

    [Likelihood] BernoulliVector X([Plate(nameof(Rows))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] FlowVector QZ(int n) => Flow.Push(NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n])), x[n]);
}

/// <summary>Rows whose posterior is a banana: z₁ is known less 1.5·z₀², and little is known of z₀. q has independent numbers.</summary>
[ProbabilisticModel]
public sealed partial class BananaVae(double[][] y)
{
    int Rows => y.Length;

    [Parameter] Mlp Encoder => new(inputs: 2, hidden: [], outputs: 2 * 2);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood]
    NormalVector Y([Plate(nameof(Rows))] int n, double[][] z) => NormalVector.WithSd([z[n][1] - (1.5 * z[n][0] * z[n][0]), 0.5 * z[n][0]], 0.3);

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(y[n]));
}

/// <summary>The same with a q of any covariance.</summary>
[ProbabilisticModel]
public sealed partial class FullBananaVae(double[][] y)
{
    int Rows => y.Length;

    [Parameter] Mlp Encoder => new(inputs: 2, hidden: [], outputs: MultivariateNormal.NumbersOf(2));

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood]
    NormalVector Y([Plate(nameof(Rows))] int n, double[][] z) => NormalVector.WithSd([z[n][1] - (1.5 * z[n][0] * z[n][0]), 0.5 * z[n][0]], 0.3);

    [Variational(nameof(Z))] MultivariateNormal QZ(int n) => MultivariateNormal.FromMeanAndFactor(Encoder.Apply(y[n]));
}

/// <summary>The same with a flow.</summary>
[ProbabilisticModel]
public sealed partial class FlowBananaVae(double[][] y)
{
    int Rows => y.Length;

    [Parameter] Mlp Encoder => new(inputs: 2, hidden: [], outputs: 2 * 2);

    [Parameter] RealNvp Flow => new(count: 2, layers: 4, hidden: [16]);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood]
    NormalVector Y([Plate(nameof(Rows))] int n, double[][] z) => NormalVector.WithSd([z[n][1] - (1.5 * z[n][0] * z[n][0]), 0.5 * z[n][0]], 0.3);

    [Variational(nameof(Z))] FlowVector QZ(int n) => Flow.Push(NormalVector.FromMeanAndLogSd(Encoder.Apply(y[n])));
}

/// <summary>A banana without networks or a plate, whose q is a flow.</summary>
[ProbabilisticModel]
public sealed partial class PlainBanana(double[] y)
{
    [Parameter] RealNvp Flow => new(count: 2, layers: 4, hidden: [16]);

    [Prior] NormalVector Z() => NormalVector.Standard(2);

    [Likelihood] Normal Y(int n, double[] z) => new(z[1] - (1.5 * z[0] * z[0]), 0.3);

    [Variational(nameof(Z))] FlowVector QZ() => Flow.Push(NormalVector.Standard(2));
}

/// <summary>A context that is a number short, and a source that is one long.</summary>
[ProbabilisticModel]
public sealed partial class ShortContext(double[][] x, int count)
{
    int Rows => x.Length;

    [Parameter] RealNvp Flow => new(count, layers: 2, hidden: [4], context: 3);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(3);

    [Likelihood] NormalVector X([Plate(nameof(Rows))] int n, double[][] z) => NormalVector.WithSd([z[n][0] + z[n][1], z[n][2]], 1);

    [Variational(nameof(Z))] FlowVector QZ(int n) => Flow.Push(NormalVector.Standard(3), x[n]);
}

/// <summary>A banana of two numbers, one of them positive, under a flow for the class.</summary>
[ProbabilisticModel, Flow]
public sealed partial class FlowFamilyBanana(double[] y)
{
    [Prior] Normal A() => new(0, 1);

    [Prior] LogNormal B() => new(0, 0.5);

    [Likelihood] Normal Y(int n, double a, double b) => new(b - (1.5 * a * a), 0.3);
}

/// <summary>One latent, which a coupling cannot part.</summary>
[ProbabilisticModel, Flow(layers: 2, hidden: 4)]
public sealed partial class LonelyFlow(double[] y)
{
    [Prior] Normal A() => new(0, 1);

    [Likelihood] Normal Y(int n, double a) => new(a, 1);
}

/// <summary>Two modes of two numbers, of which only the product is known.</summary>
[ProbabilisticModel, Flow(layers: 4, hidden: 16)]
public sealed partial class TwoModes(double[] y)
{
    [Prior] Normal A() => new(0, 1);

    [Prior] Normal B() => new(0, 1);

    [Likelihood] Normal Y(int n, double a, double b) => new(a * b, 0.3);
}
