namespace ProbDsl.EndToEnd.Tests.Curvature;

/// <summary>Two standard normals and, for each w, the factor e<sup>wx</sup> + e<sup>wy</sup>.</summary>
[ProbabilisticModel]
public sealed partial class TiedFactor(double[] w) : IGenerated
{
    [Prior]
    private static Normal X() => new(0, 1);

    [Prior]
    private static Normal Y() => new(0, 1);

    [Factor]
    private double Either(double x, double y)
    {
        double sum = 0;
        foreach (double wn in w)
        {
            sum += ProbMath.LogAddExp(wn * x, wn * y);
        }

        return sum;
    }
}
