using System.Numerics;

namespace ProbDsl;

/// <summary>Layers one after the other: what a <c>[Parameter]</c> of a model may be, in p and in q. Describes itself only.</summary>
/// <remarks>In a model <see cref="Apply(double[])"/> stands for the network with the weights that are being fitted.</remarks>
public class Network
{
    /// <summary>A network of layers.</summary>
    /// <param name="layers">Each takes as many numbers as the one before gives.</param>
    /// <exception cref="ArgumentException">There is no layer, or two neighbours do not fit; the message names them.</exception>
    public Network(params IReadOnlyList<Layer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count == 0)
        {
            throw new ArgumentException("A network needs at least one layer.", nameof(layers));
        }

        for (int i = 1; i < layers.Count; i++)
        {
            if (layers[i].Inputs != layers[i - 1].Outputs)
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Layer {i}, {layers[i]}, takes {layers[i].Inputs} numbers, but layer {i - 1}, {layers[i - 1]}, gives {layers[i - 1].Outputs}."), nameof(layers));
            }
        }

        Layers = layers;
        WeightCount = layers.Sum(layer => layer.WeightCount);
    }

    /// <summary>The layers, in order.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>Numbers in a row that goes in.</summary>
    public int Inputs => Layers[0].Inputs;

    /// <summary>Numbers in a row that comes out.</summary>
    public int Outputs => Layers[^1].Outputs;

    /// <summary>Number of weights of all layers.</summary>
    public int WeightCount { get; }

    /// <summary>All arrays of weights, in the order in which they stand in memory, named by layer: <c>0.weight</c>, <c>0.bias</c>, <c>2.weight</c>.</summary>
    public IEnumerable<WeightArray> Weights
        => Layers.SelectMany((layer, i) => layer.Weights.Select(w => w with { Name = FormattableString.Invariant($"{i}.{w.Name}") }));

    /// <summary>Stands in a model for the network's output at a row of numbers.</summary>
    /// <param name="row">As many numbers as <see cref="Inputs"/>.</param>
    /// <returns>As many numbers as <see cref="Outputs"/>.</returns>
    /// <exception cref="InvalidOperationException">It was called: a network in a model has no weights of its own.</exception>
    public double[] Apply(double[] row)
        => throw new InvalidOperationException($"{this} has no weights: Apply stands for them in the methods of a model. A trained network is a property of the fit.");

    /// <summary>Stands in a model for the network's output at every row of a matrix of parameters, such as the pseudo-inputs of a VampPrior: they go through it once for all rows of a plate.</summary>
    /// <param name="rows">A <c>[Parameter]</c> of the method, with as many columns as <see cref="Inputs"/>.</param>
    /// <returns>A row of <see cref="Outputs"/> numbers for each.</returns>
    /// <exception cref="InvalidOperationException">It was called: a network in a model has no weights of its own.</exception>
    public double[][] ApplyToRows(double[,] rows) => [Apply([])];

    /// <inheritdoc cref="Apply(double[])"/>
    public double[] Apply(RowView row) => Apply(row.ToDoubles());

    /// <summary>Its layers: <c>Dense(784 → 400), Relu(400 → 400), Dense(400 → 40)</c>.</summary>
    public override string ToString() => string.Join(", ", Layers);

    /// <summary>Scales the weights of the last layer that has any, and so about what comes out.</summary>
    /// <param name="weights">As many numbers as <see cref="WeightCount"/>.</param>
    /// <param name="factor">By how much.</param>
    internal void ScaleOutput(Span<double> weights, double factor)
    {
        int count = Layers.LastOrDefault(layer => layer.WeightCount > 0)?.WeightCount ?? 0;
        foreach (ref double weight in weights[^count..])
        {
            weight *= factor;
        }
    }

    /// <summary>Sets the weights that training starts from.</summary>
    /// <param name="weights">As many numbers as <see cref="WeightCount"/>.</param>
    /// <param name="random">Where they are drawn from.</param>
    /// <typeparam name="TNumber">The precision.</typeparam>
    internal void Start<TNumber>(Span<TNumber> weights, ref Philox random)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        int at = 0;
        foreach (WeightArray array in Weights)
        {
            for (int end = at + array.Count; at < end; at++)
            {
                weights[at] = TNumber.CreateTruncating(array.Start.Constant + (array.Start.Bound == 0 ? 0 : array.Start.Bound * (2 * random.NextDouble() - 1)));
            }
        }
    }
}
