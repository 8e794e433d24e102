namespace ProbDsl;

/// <summary>An array of a layer's weights and how it starts.</summary>
/// <param name="Name">What it is: <c>weight</c>, <c>bias</c>.</param>
/// <param name="Dimensions">Its lengths; stored row after row.</param>
/// <param name="Start">Its distribution before training.</param>
public sealed record WeightArray(string Name, IReadOnlyList<int> Dimensions, WeightStart Start)
{
    /// <summary>How many numbers it has.</summary>
    public int Count { get; } = Dimensions.Aggregate(1, (product, length) => checked(product * length));
}

/// <summary>How weights start: the same number everywhere, or uniform about 0.</summary>
/// <param name="Constant">The number about which they start.</param>
/// <param name="Bound">They start within ± this of <paramref name="Constant"/>.</param>
public readonly record struct WeightStart(double Constant, double Bound)
{
    /// <summary>All zero.</summary>
    public static WeightStart Zeros => new(0, 0);

    /// <summary>All one.</summary>
    public static WeightStart Ones => new(1, 0);

    /// <summary>Uniform with variance 2/fanIn, which rectified units hand on (He, Zhang, Ren and Sun 2015).</summary>
    /// <param name="fanIn">How many numbers each output is made of.</param>
    public static WeightStart He(int fanIn) => new(0, Math.Sqrt(6.0 / fanIn));

    /// <summary>Uniform with variance 2/(fanIn + fanOut), for units that are linear about 0 (Glorot and Bengio 2010).</summary>
    /// <param name="fanIn">How many numbers each output is made of.</param>
    /// <param name="fanOut">How many outputs each input goes into.</param>
    public static WeightStart Glorot(int fanIn, int fanOut) => new(0, Math.Sqrt(6.0 / (fanIn + fanOut)));
}
