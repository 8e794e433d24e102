namespace ProbDsl.Tests.Inference.Estimators;

/// <summary>D² + F·Fᵀ in two dimensions, where inverse and determinant are written out, however small D is.</summary>
public class FactorCovarianceTests
{
    [Theory]
    [InlineData(1.0)]
    [InlineData(1e-5)]
    [InlineData(1e-100)]
    [InlineData(0.0)]
    public void Solve_KeepsItsDigitsAsTheDiagonalVanishes(double variance)
    {
        // F = ((1, 0), (½, 2)).
        Scalar[] diagonal = [variance, variance], factor = [1.0, 0.0, 0.5, 2.0], w = [0.3, -1.2], y = new Scalar[2];
        double a = variance + 1, b = 0.5, c = variance + 4.25, determinant = (a * c) - (b * b);
        var covariance = new FactorCovariance<Scalar>(2, 2);
        covariance.Set(diagonal, factor);
        double squares = covariance.Solve(w, y).Value;
        double[] expected = [((c * 0.3) + (b * 1.2)) / determinant, ((-b * 0.3) - (a * 1.2)) / determinant];

        // Some dozens of operations on numbers of size 1.
        Assert.Equal(Math.Log(determinant), covariance.LogDeterminant.Value, 1e-14);
        Assert.Equal(expected[0], y[0].Value, 1e-14);
        Assert.Equal(expected[1], y[1].Value, 1e-14);
        Assert.Equal((0.3 * expected[0]) - (1.2 * expected[1]), squares, 1e-14);
    }
}
