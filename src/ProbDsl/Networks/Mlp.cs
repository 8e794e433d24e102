namespace ProbDsl;

/// <summary>A multilayer perceptron: dense layers with an activation between each two.</summary>
public sealed class Mlp : Network
{
    /// <summary>A multilayer perceptron.</summary>
    /// <param name="inputs">Numbers in a row that goes in.</param>
    /// <param name="hidden">Numbers between the layers; none for a single, affine layer.</param>
    /// <param name="outputs">Numbers in a row that comes out; no activation follows the last layer.</param>
    /// <param name="activation">The activation of the hidden layers.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public Mlp(int inputs, int[] hidden, int outputs, Activation activation = Activation.Relu)
        : base(LayersOf(inputs, hidden, outputs, activation))
    {
    }

    private static List<Layer> LayersOf(int inputs, int[] hidden, int outputs, Activation activation)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        var layers = new List<Layer>();
        foreach (int count in hidden)
        {
            bool isRectified = activation is Activation.Relu or Activation.LeakyRelu or Activation.Elu or Activation.Silu or Activation.Gelu;
            layers.Add(new Dense(inputs, count, isRectified ? WeightStart.He(inputs) : WeightStart.Glorot(inputs, count)));
            layers.Add(new ActivationLayer(activation, count));
            inputs = count;
        }

        layers.Add(new Dense(inputs, outputs));
        return layers;
    }
}
