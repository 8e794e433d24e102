namespace ProbDsl;

/// <summary>A function across a direction: of the points r·v + w with w ⟂ v, at a given r.</summary>
/// <param name="function">A function of n numbers.</param>
/// <param name="direction">v, of length one.</param>
internal sealed class CrossSection(IObjective function, double[] direction) : IObjective
{
    /// <summary>r.</summary>
    public double Distance { get; set; }

    /// <inheritdoc/>
    public int Dimension => direction.Length;

    /// <inheritdoc/>
    /// <remarks>What of the point is along v does not count.</remarks>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        double value = function.Evaluate(Place(point), gradient);
        VectorMath.AddScaled(-VectorMath.Dot(gradient, direction), direction, gradient);
        return value;
    }

    /// <summary>r·v + w.</summary>
    public double[] Place(ReadOnlySpan<double> point)
    {
        double[] place = point.ToArray();
        VectorMath.AddScaled(Distance - VectorMath.Dot(point, direction), direction, place);
        return place;
    }
}
