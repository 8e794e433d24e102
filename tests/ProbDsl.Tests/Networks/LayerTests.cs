using System.Numerics;

namespace ProbDsl.Tests.Networks;

/// <summary>The adjoint of every layer against differences, and a batch against its rows.</summary>
public class LayerTests
{
    private const int Rows = 5;

    // Central differences with steps of 1e-5 err by h²/6 of the third derivative and by ε/h: about 1e-10 of numbers of order 1. The issue asks for 1e-6.
    private const double Tolerance = 1e-8;

    private static readonly Dictionary<string, Func<Layer>> s_layers = new()
    {
        ["Dense"] = () => new Dense(7, 5),
        ["Identity"] = () => new ActivationLayer(Activation.Identity, 6),
        ["Relu"] = () => new ActivationLayer(Activation.Relu, 6),
        ["LeakyRelu"] = () => new ActivationLayer(Activation.LeakyRelu, 6),
        ["Elu"] = () => new ActivationLayer(Activation.Elu, 6),
        ["Silu"] = () => new ActivationLayer(Activation.Silu, 6),
        ["Gelu"] = () => new ActivationLayer(Activation.Gelu, 6),
        ["Tanh"] = () => new ActivationLayer(Activation.Tanh, 6),
        ["Sigmoid"] = () => new ActivationLayer(Activation.Sigmoid, 6),
        ["Softplus"] = () => new ActivationLayer(Activation.Softplus, 6),
        ["LayerNorm"] = () => new LayerNorm(6),
        ["Dropout"] = () => new Dropout(6, 0.4),
        ["Residual"] = () => new Residual(new Dense(4, 9), new ActivationLayer(Activation.Tanh, 9), new Dense(9, 4)),
        ["ResidualOfOne"] = () => new Residual(new Dense(4, 4)),
        ["Convolution"] = () => new Convolution(2, 5, 6, 3, kernel: 3, stride: 2, padding: 1),
        ["Signal"] = () => Convolution.OfSignal(2, 9, 3, kernel: 4, stride: 2, padding: 1),
        ["TransposedConvolution"] = () => new TransposedConvolution(3, 3, 4, 2, kernel: 4, stride: 2, padding: 1),
        ["TransposedSignal"] = () => TransposedConvolution.OfSignal(3, 5, 2, kernel: 3, stride: 2),
        ["Network"] = () => new Residual(new LayerNorm(6), new Dense(6, 11), new ActivationLayer(Activation.Silu, 11), new Dropout(11, 0.3), new Residual(new Dense(11, 11)), new Dense(11, 6)),
        ["OwnLayer"] = () => new Scaled(6),
    };

    public static TheoryData<string> All => [.. s_layers.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void Adjoint_IsTheDerivative(string name)
    {
        Run<double> run = new(s_layers[name](), Rows, seed: 3);
        double[] gradient = run.Gradient();
        double[] point = run.Point();
        for (int i = 0; i < point.Length; i++)
        {
            double h = 1e-5, at = point[i];
            point[i] = at + h;
            double above = run.Value(point);
            point[i] = at - h;
            double below = run.Value(point);
            point[i] = at;
            double difference = (above - below) / (2 * h);
            Assert.True(Math.Abs(gradient[i] - difference) <= Tolerance * Math.Max(1, Math.Abs(difference)), $"{name}, number {i}: {gradient[i]:R} by the adjoint, {difference:R} by differences");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Batch_IsItsRows(string name)
    {
        Layer layer = s_layers[name]();
        if (layer.ToString().Contains("Dropout", StringComparison.Ordinal) || name == "Network")
        {
            return;
        }

        Run<double> batch = new(layer, Rows, seed: 4);
        double[] whole = batch.Gradient(), sum = new double[batch.WeightCount];
        for (int row = 0; row < Rows; row++)
        {
            double[] single = batch.Single(row).Gradient();
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += single[i];
            }

            // Both are sums of the same products; only the order of the rows' sums may differ.
            Assert.Equal(single[batch.WeightCount..], whole.AsSpan(batch.WeightCount + row * layer.Inputs, layer.Inputs).ToArray(), (x, y) => Math.Abs(x - y) <= 1e-13 * (1 + Math.Abs(x)));
        }

        Assert.Equal(sum, whole[..batch.WeightCount], (x, y) => Math.Abs(x - y) <= 1e-12 * (1 + Math.Abs(x)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void SinglePrecision_IsNearDouble(string name)
    {
        double[] exact = new Run<double>(s_layers[name](), Rows, seed: 5).Gradient();
        float[] single = new Run<float>(s_layers[name](), Rows, seed: 5).Gradient();
        for (int i = 0; i < exact.Length; i++)
        {
            // Some tens of roundings of 6e-8 each, and cancellation in a normalisation.
            Assert.Equal(exact[i], single[i], 2e-5 * (1 + Math.Abs(exact[i])));
        }
    }

    [Fact]
    public void Embedding_AddsToTheRowsThatWereTaken()
    {
        var layer = new Embedding(3, 2);
        double[] weights = [1, 2, 3, 4, 5, 6], input = [2, 0, 2], output = new double[6], gradient = new double[6], inputGradient = [7, 7, 7];
        layer.Forward(new ForwardPass<double> { Rows = 3, Weights = weights, Input = input, Output = output, Kept = [] });
        Assert.Equal([5, 6, 1, 2, 5, 6], output);
        layer.Backward(new BackwardPass<double>
        {
            Rows = 3,
            Weights = weights,
            Input = input,
            Output = output,
            Kept = [],
            OutputGradient = (double[])[1, 2, 10, 20, 100, 200],
            InputGradient = inputGradient,
            WeightGradient = gradient,
        });
        Assert.Equal([10, 20, 0, 0, 101, 202], gradient);
        Assert.Equal([0, 0, 0], inputGradient);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() =>
            layer.Forward(new ForwardPass<double> { Rows = 1, Weights = weights, Input = (double[])[3], Output = output, Kept = [] }));
        Assert.StartsWith("Embedding(1 → 2): a category must be a whole number from 0 to 2.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LayersThatDoNotFit_AreNamed()
    {
        var error = Assert.Throws<ArgumentException>(() => new Network(new Dense(3, 4), new Dense(5, 2)));
        Assert.StartsWith("Layer 1, Dense(5 → 2), takes 5 numbers, but layer 0, Dense(3 → 4), gives 4.", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("A residual block gives as many numbers as it takes", Assert.Throws<ArgumentException>(() => new Residual(new Dense(3, 4))).Message, StringComparison.Ordinal);
        Assert.StartsWith("A kernel of 5 × 5 does not fit into an image of 2 × 9", Assert.Throws<ArgumentException>(() => new Convolution(1, 2, 9, 1, kernel: 5)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dropout_KeepsTheMean_AndDoesNothingAfterTraining()
    {
        var layer = new Dropout(10_000, 0.25);
        double[] ones = [.. Enumerable.Repeat(1.0, 10_000)], output = new double[10_000], kept = new double[10_000];
        layer.Forward(new ForwardPass<double> { Rows = 1, Weights = [], Input = ones, Output = output, Kept = kept, IsTraining = true, Seed = 1 });
        // Each number is 0 or 4/3: variance 1/3, and four standard errors of the mean of 10,000.
        Assert.Equal(1, output.Average(), 4 * Math.Sqrt(1.0 / 3 / 10_000));
        layer.Forward(new ForwardPass<double> { Rows = 1, Weights = [], Input = ones, Output = output, Kept = kept });
        Assert.Equal(ones, output);
    }

    /// <summary>Activations against their definitions, far out too.</summary>
    [Theory]
    [InlineData(Activation.Elu)]
    [InlineData(Activation.Silu)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Sigmoid)]
    [InlineData(Activation.Softplus)]
    public void Activation_IsItsDefinition(Activation activation)
    {
        double[] x = [-800, -700, -40, -20, -5, -1, -0.63, -0.62, -1e-3, -1e-9, 0, 1e-9, 1e-3, 0.62, 0.63, 1, 5, 20, 40, 700, 800], y = new double[x.Length];
        Activations.Apply<double>(activation, x, y);
        for (int i = 0; i < x.Length; i++)
        {
            double expected = activation switch
            {
                Activation.Elu => x[i] > 0 ? x[i] : ProbMath.Expm1(x[i]),
                Activation.Silu => x[i] * ProbMath.LogisticSigmoid(x[i]),
                Activation.Tanh => Math.Tanh(x[i]),
                Activation.Sigmoid => ProbMath.LogisticSigmoid(x[i]),
                _ => ProbMath.Log1pExp(x[i]),
            };
            // A few roundings, and the least number that is not zero where the exponential underflows.
            Assert.True(Math.Abs(expected - y[i]) <= 1e-15 * 4 * Math.Abs(expected) + 1e-300, $"{activation}({x[i]}) = {expected:R}, not {y[i]:R}");
        }
    }

    /// <summary>A layer as a user would write one: y = w·x with one weight.</summary>
    private sealed class Scaled(int count) : Layer
    {
        public override int Inputs => count;

        public override int Outputs => count;

        public override IReadOnlyList<WeightArray> Weights { get; } = [new("factor", [1], WeightStart.Ones)];

        public override void Forward<TNumber>(in ForwardPass<TNumber> pass)
        {
            for (int i = 0; i < pass.Output.Length; i++)
            {
                pass.Output[i] = pass.Weights[0] * pass.Input[i];
            }
        }

        public override void Backward<TNumber>(in BackwardPass<TNumber> pass)
        {
            for (int i = 0; i < pass.Input.Length; i++)
            {
                pass.WeightGradient[0] += pass.OutputGradient[i] * pass.Input[i];
                if (!pass.InputGradient.IsEmpty)
                {
                    pass.InputGradient[i] = pass.Weights[0] * pass.OutputGradient[i];
                }
            }
        }
    }

    /// <summary>The scalar Σ cᵢ·yᵢ of a layer's output, with random c, as a function of weights and input.</summary>
    private sealed class Run<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly Layer _layer;
        private readonly int _rows;
        private readonly T[] _weights;
        private readonly T[] _input;
        private readonly T[] _c;

        public Run(Layer layer, int rows, ulong seed)
            : this(layer, rows, Normal(layer.Weights.Sum(w => w.Count), seed, 1), Normal(rows * layer.Inputs, seed, 2), Normal(rows * layer.Outputs, seed, 3))
        {
        }

        private Run(Layer layer, int rows, T[] weights, T[] input, T[] c) => (_layer, _rows, _weights, _input, _c) = (layer, rows, weights, input, c);

        public int WeightCount => _weights.Length;

        public Run<T> Single(int row) => new(_layer, 1, _weights, _input[(row * _layer.Inputs)..((row + 1) * _layer.Inputs)], _c[(row * _layer.Outputs)..((row + 1) * _layer.Outputs)]);

        public T[] Point() => [.. _weights, .. _input];

        public T Value(T[] point)
        {
            T[] y = new T[_rows * _layer.Outputs], kept = new T[_rows * _layer.KeptPerRow];
            Forward(point.AsSpan(0, WeightCount), point.AsSpan(WeightCount), y, kept);
            T sum = T.Zero;
            for (int i = 0; i < y.Length; i++)
            {
                sum += _c[i] * y[i];
            }

            return sum;
        }

        /// <summary>By the weights, then by the input.</summary>
        public T[] Gradient()
        {
            T[] y = new T[_rows * _layer.Outputs], kept = new T[_rows * _layer.KeptPerRow], gradient = new T[_weights.Length + _input.Length];
            Forward(_weights, _input, y, kept);
            _layer.Backward(new BackwardPass<T>
            {
                Rows = _rows,
                Weights = _weights,
                Input = _input,
                Output = y,
                Kept = kept,
                OutputGradient = _c,
                InputGradient = gradient.AsSpan(WeightCount),
                WeightGradient = gradient.AsSpan(0, WeightCount),
                IsTraining = true,
            });
            return gradient;
        }

        private void Forward(ReadOnlySpan<T> weights, ReadOnlySpan<T> input, Span<T> y, Span<T> kept)
            => _layer.Forward(new ForwardPass<T> { Rows = _rows, Weights = weights, Input = input, Output = y, Kept = kept, IsTraining = true, Seed = 9 });

        private static T[] Normal(int count, ulong seed, ulong stream)
        {
            var random = new Philox(seed, stream);
            var numbers = new T[count];
            for (int i = 0; i < count; i++)
            {
                numbers[i] = T.CreateTruncating(random.NextNormal());
            }

            return numbers;
        }
    }
}
