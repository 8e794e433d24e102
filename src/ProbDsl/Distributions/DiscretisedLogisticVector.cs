namespace ProbDsl;

/// <summary>Independent whole numbers 0, 1, …, levels − 1, such as grey values, each a rounded logistic number.</summary>
/// <remarks>
/// log P(x) = Σᵢ log DiscretisedLogistic(xᵢ; levels, locationᵢ, scaleᵢ). Here location and scale are shares of the whole range, levels − 1, of the order of one as
/// the outputs of a network are. The <c>default</c> struct has length 0.
/// </remarks>
public readonly struct DiscretisedLogisticVector : IVectorDistribution
{
    private readonly DiscretisedLogistic[]? _elements;

    private DiscretisedLogisticVector(DiscretisedLogistic[] elements) => _elements = elements;

    /// <summary>The distribution with one scale for all elements.</summary>
    /// <param name="levels">How many values there are; at least 2. 256 for grey values of one byte.</param>
    /// <param name="location">Shares of the range: 0 stands for value 0, 1 for value levels − 1. Finite.</param>
    /// <param name="scale">A share of the range; positive.</param>
    /// <exception cref="ArgumentException">A parameter is out of its domain.</exception>
    public static DiscretisedLogisticVector WithScale(int levels, double[] location, double scale)
        => new(Entrywise.Elements(nameof(DiscretisedLogisticVector), nameof(location), location, (m, _) => new DiscretisedLogistic(levels, (levels - 1) * m, (levels - 1) * scale)));

    /// <summary>The distribution that a decoder gives: first all locations, then the logarithms of all scales.</summary>
    /// <param name="levels">How many values there are; at least 2. 256 for grey values of one byte.</param>
    /// <param name="locationAndLogScale">Twice as many numbers as the vector has; shares of the range, and logarithms of such.</param>
    /// <exception cref="ArgumentException">Their number is odd, or a parameter is out of its domain.</exception>
    public static DiscretisedLogisticVector FromLocationAndLogScale(int levels, double[] locationAndLogScale)
    {
        double[][] parts = Entrywise.Parts(nameof(DiscretisedLogisticVector), nameof(locationAndLogScale), locationAndLogScale, 2);
        return new(Entrywise.Elements(nameof(DiscretisedLogisticVector), nameof(locationAndLogScale), parts[0], (m, i) => new DiscretisedLogistic(levels, (levels - 1) * m, (levels - 1) * Math.Exp(parts[1][i]))));
    }

    /// <inheritdoc/>
    public int Count => _elements?.Length ?? 0;

    /// <inheritdoc/>
    public double[] Mean => Entrywise.Mean(_elements);

    /// <inheritdoc/>
    public double[] Variance => Entrywise.Variance(_elements);

    /// <inheritdoc/>
    public double[,] Covariance => Entrywise.Covariance(_elements);

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> x) => Entrywise.LogDensity(nameof(DiscretisedLogisticVector), _elements, x);

    /// <inheritdoc/>
    public double[] Sample(ref Philox random) => Entrywise.Sample(_elements, ref random);
}
