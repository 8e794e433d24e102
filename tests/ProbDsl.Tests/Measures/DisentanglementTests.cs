namespace ProbDsl.Tests.Measures;

/// <summary>Measures of disentanglement on codes made by hand from a full grid of factors.</summary>
public class DisentanglementTests
{
    // Three factors, each value of one with each of the others: 5 × 4 × 3 rows; the third has no order.
    private static readonly (double A, double B, double C)[] s_rows = [.. Enumerable.Range(0, 60).Select(n => ((double)(n % 5), n / 5 % 4 * 0.5, (double)(n / 20)))];

    private static readonly KnownFactor[] s_factors =
    [
        new("a", [.. s_rows.Select(r => r.A)]),
        new("b", [.. s_rows.Select(r => r.B)]),
        new("c", [.. s_rows.Select(r => r.C)], IsCategorical: true),
    ];

    /// <summary>The factors themselves, in another order, scaled and turned round, beside a latent that says nothing.</summary>
    [Fact]
    public void TheFactors_AreDisentangled()
    {
        Disentanglement found = Disentanglement.Of([.. s_rows.Select(r => new[] { -3 * r.B + 1, 0, 0.1 * r.A, r.C })], s_factors);

        // Rounding of sums of logarithms.
        Assert.Equal(1, found.Mig, 1e-12);

        // Of the class, a latent that says nothing has a third right.
        Assert.Equal((1 + 1 + (1 - 1 / 3.0)) / 3, found.Sap, 1e-12);
        Assert.Equal(1, found.Dci.Disentanglement, 1e-12);
        Assert.Equal(1, found.Dci.Completeness, 1e-12);
    }

    /// <summary>The lasso of one factor that is a latent: the weight is 1 − α, and 1 − α² of the variance is told.</summary>
    [Fact]
    public void Informativeness_OfALatentThatIsTheFactor()
        => Assert.Equal(1 - (0.01 * 0.01), Disentanglement.Of([.. s_rows.Select(r => new[] { r.A, r.B })], s_factors[..2]).Dci.Informativeness, 1e-12);

    [Fact]
    public void TheSameTwice_LeavesNoGap()
    {
        Disentanglement found = Disentanglement.Of([.. s_rows.Select(r => new[] { r.A, r.A, r.B })], s_factors[..1]);
        Assert.Equal(0, found.Mig, 1e-12);
        Assert.Equal(0, found.Sap, 1e-12);
    }

    /// <summary>Two factors of one variance turned by 45°: either latent tells as much of either factor, so that nothing is left of gaps and concentrations.</summary>
    [Fact]
    public void TurnedByHalfARightAngle_NothingIsDisentangled()
    {
        (double X, double Y)[] grid = [.. Enumerable.Range(0, 49).Select(n => ((double)(n % 7), (double)(n / 7)))];
        KnownFactor[] factors = [new("x", [.. grid.Select(p => p.X)]), new("y", [.. grid.Select(p => p.Y)])];
        Disentanglement turned = Disentanglement.Of([.. grid.Select(p => new[] { p.X + p.Y, p.X - p.Y })], factors);
        Assert.Equal(0, turned.Mig, 1e-12);
        Assert.Equal(0, turned.Sap, 1e-12);
        Assert.Equal(0, turned.Dci.Disentanglement, 1e-12);
        Assert.Equal(0, turned.Dci.Completeness, 1e-12);
    }

    /// <summary>The further the turn, the lower each measure; the squared correlations of a turn by φ are cos²φ and sin²φ.</summary>
    [Fact]
    public void TheFurtherTheTurn_TheLower()
    {
        var random = new Philox(3);
        (double X, double Y)[] points = [.. Enumerable.Range(0, 4000).Select(_ => (random.NextDouble(), random.NextDouble()))];
        KnownFactor[] factors = [new("x", [.. points.Select(p => p.X)]), new("y", [.. points.Select(p => p.Y)])];
        Disentanglement[] turns = [.. ((double[])[0, 0.2, 0.4, 0.7]).Select(t => Disentanglement.Of([.. points.Select(p => new[] { (Math.Cos(t) * p.X) - (Math.Sin(t) * p.Y), (Math.Sin(t) * p.X) + (Math.Cos(t) * p.Y) })], factors))];
        for (int k = 1; k < turns.Length; k++)
        {
            Assert.True(turns[k].Mig < turns[k - 1].Mig && turns[k].Sap < turns[k - 1].Sap && turns[k].Dci.Disentanglement < turns[k - 1].Dci.Disentanglement && turns[k].Dci.Completeness < turns[k - 1].Dci.Completeness);
        }

        // Four standard errors of a squared correlation of 4,000 rows, 4·2·r·√((1 − r²)²/4000) ≤ 0.05.
        Assert.Equal(Math.Cos(0.8), turns[2].Sap, 0.05);
    }

    [Fact]
    public void MutualInformation_ByHand()
    {
        // (0,0) twice, (0,1) once, (1,1) once: H = 0.5623, 0.6931, 1.0397 nats.
        double entropyX = -(0.75 * Math.Log(0.75)) - (0.25 * Math.Log(0.25)), joint = (-0.5 * Math.Log(0.5)) - (0.5 * Math.Log(0.25));
        Assert.Equal(entropyX + Math.Log(2) - joint, Bins.MutualInformation([0, 0, 0, 1], [0, 0, 1, 1]), 1e-15);
    }

    [Fact]
    public void Bins_AreOfEqualWidth()
    {
        Assert.Equal([2, 0, 1, 0], Bins.Of([7.5, -1, 3, -1], 3));
        Assert.Equal([0, 0, 1, 1, 1], Bins.Of([0, 4.9, 5, 9, 10], 2));
    }

    /// <summary>The conditions of an optimum (Karush, Kuhn and Tucker): the slope is α·sign(w) where w is not 0, and at most α where it is.</summary>
    [Fact]
    public void Lasso_IsOptimal()
    {
        const double Alpha = 0.1;
        var random = new Philox(9);
        double[][] columns = [.. Enumerable.Range(0, 4).Select(_ => LassoRegression.Standardise([.. Enumerable.Range(0, 50).Select(_ => random.NextNormal())]))];
        double[] y = LassoRegression.Standardise([.. Enumerable.Range(0, 50).Select(i => columns[0][i] - (0.5 * columns[1][i]) + (0.05 * columns[2][i]) + (0.3 * random.NextNormal()))]), w = LassoRegression.Fit(columns, y, Alpha);
        double[] residual = [.. y.Select((v, i) => v - columns.Select((c, k) => c[i] * w[k]).Sum())];
        Assert.Contains(w, v => v == 0);
        for (int k = 0; k < w.Length; k++)
        {
            double slope = columns[k].Zip(residual, (c, r) => c * r).Sum() / 50;
            Assert.InRange(Math.Abs(slope), 0, Alpha + 1e-10);
            Assert.True(w[k] == 0 || Math.Abs(slope - (Alpha * Math.Sign(w[k]))) < 1e-10);
        }
    }

    [Fact]
    public void WhatCannotBeMeasured_IsRefused()
    {
        Assert.Contains("2 rows of 1 latents", Assert.Throws<ArgumentException>(() => Disentanglement.Of([[1.0], [2.0]], [new("a", [0, 1])])).Message, StringComparison.Ordinal);
        Assert.Contains("Factor 'a' has 2 numbers, 1 of them different", Assert.Throws<ArgumentException>(() => Disentanglement.Of([[1.0, 0], [2.0, 0]], [new("a", [1, 1])])).Message, StringComparison.Ordinal);
    }
}
