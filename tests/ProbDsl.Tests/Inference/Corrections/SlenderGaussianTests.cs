namespace ProbDsl.Tests.Inference.Corrections;

public class SlenderGaussianTests
{
    private static readonly double[] s_direction = [0.48, -0.6, 0.64];

    /// <summary>Place and distance belong together: the squared distance of what is placed is that of the noise.</summary>
    [Fact]
    public void Distance_OfAPlacedDraw_IsThatOfItsNoise()
    {
        var slender = new SlenderGaussian(s_direction, along: 2, across: 0.7);
        double[] noise = [0.3, -1.7, 0.9], y = new double[3];
        slender.Place(ScalarSpan.Cast(noise), ScalarSpan.Cast(y.AsSpan()));
        double distance = slender.Distance(ScalarSpan.Cast(y), (Scalar)y.Sum(x => x * x)).Value;
        Assert.Equal(noise.Sum(x => x * x), distance, 1e-13);
    }

    /// <summary>log det of the factor a·I + (l − a)·v·vᵀ, found by placing the unit vectors.</summary>
    [Fact]
    public void LogDeterminant_IsThatOfTheMap()
    {
        var slender = new SlenderGaussian(s_direction, along: 2, across: 0.7);
        double[][] columns = [.. Enumerable.Range(0, 3).Select(k =>
        {
            double[] unit = new double[3], y = new double[3];
            unit[k] = 1;
            slender.Place(ScalarSpan.Cast(unit), ScalarSpan.Cast(y.AsSpan()));
            return y;
        })];
        (double[] a, double[] b, double[] c) = (columns[0], columns[1], columns[2]);
        double determinant = a[0] * (b[1] * c[2] - b[2] * c[1]) - b[0] * (a[1] * c[2] - a[2] * c[1]) + c[0] * (a[1] * b[2] - a[2] * b[1]);
        Assert.Equal(Math.Log(determinant), slender.LogDeterminant, 1e-13);
    }
}
