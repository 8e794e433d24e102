namespace ProbDsl.Tests.Inference.RandomModels;

/// <summary>A density in one or two dimensions in coordinates of order one, up to a constant, with a quadrature of it.</summary>
/// <remarks>A class, not a struct, so that one instantiation of the fit serves all laws.</remarks>
internal abstract class Law
{
    public abstract int Dimension { get; }

    /// <summary>Whether every coordinate has a variance.</summary>
    public virtual bool HasVariance => true;

    public abstract T LogDensity<T>(ReadOnlySpan<T> x, Span<T> gradient)
        where T : unmanaged, ILane<T>;

    /// <summary>Nodes that integrate the normalised density.</summary>
    public abstract IEnumerable<(double[] X, double Weight)> Quadrature();

    /// <summary>The trapezoid rule on a grid of two axes.</summary>
    protected IEnumerable<(double[] X, double Weight)> Grid(Axis first, Axis second)
    {
        int columns = second.Nodes.Length;
        double[] logs = new double[first.Nodes.Length * columns];
        var x = new Lane256[2];
        var gradient = new Lane256[2];
        double[] places = new double[Lane256.Width];
        for (int i = 0; i < first.Nodes.Length; i++)
        {
            x[0] = first.Nodes[i];
            for (int j = 0; j < columns; j += Lane256.Width)
            {
                for (int k = 0; k < places.Length; k++)
                {
                    places[k] = second.Nodes[Math.Min(j + k, columns - 1)];
                }

                x[1] = Lane256.Load(places);
                Lane256 value = LogDensity<Lane256>(x, gradient);
                for (int k = 0; k < places.Length && j + k < columns; k++)
                {
                    logs[i * columns + j + k] = Lane256.Get(value, k);
                }
            }
        }

        double largest = logs.Max();
        for (int n = 0; n < logs.Length; n++)
        {
            double weight = Math.Exp(logs[n] - largest) * first.Lengths[n / columns] * second.Lengths[n % columns];
            if (weight > 0)
            {
                yield return ([first.Nodes[n / columns], second.Nodes[n % columns]], weight);
            }
        }
    }
}
