namespace ProbDsl;

/// <summary>Nodes and weights on [0, 1] for the tail of a log-concave density, from the point where it begins to where it has fallen by e⁻⁴⁵.</summary>
/// <remarks>
/// Panels of Gauss–Legendre's rule of twenty nodes that end at (k/3)²: short ones where the density bends, long ones where it decays. The longest holds a fall of
/// e⁻²⁵, which the rule integrates to 1e-16.
/// </remarks>
internal static class TailRule
{
    /// <summary>log of how far the density has fallen at the end.</summary>
    public const double Drop = 45;

    private const int Panels = 3;

    public static readonly (double Node, double Weight)[] Nodes =
    [
        .. from panel in Enumerable.Range(0, Panels)
           let width = (2.0 * panel + 1) / (Panels * Panels)
           from point in GaussLegendre.Rule
           select ((double)(panel * panel) / (Panels * Panels) + width * point.Node, width * point.Weight),
    ];
}
