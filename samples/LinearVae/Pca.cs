using MathNet.Numerics.LinearAlgebra;
using ProbDsl;

namespace Samples;

/// <summary>Principal components by SVD, and what follows from their variances λ in closed form.</summary>
/// <param name="Variances">λ, eigenvalues of the covariance of the rows, the largest first.</param>
/// <param name="Axes">A unit vector for each.</param>
internal sealed record Pca(double[] Variances, double[][] Axes)
{
    /// <summary>The components of rows, whose covariance is divided by their number.</summary>
    public static Pca Of(double[][] rows)
    {
        Matrix<double> x = Matrix<double>.Build.DenseOfRowArrays(rows);
        Vector<double> mean = x.ColumnSums() / rows.Length;
        var svd = Matrix<double>.Build.Dense(x.RowCount, x.ColumnCount, (i, k) => x[i, k] - mean[k]).Svd();
        return new([.. svd.S.Select(s => s * s / rows.Length)], svd.VT.ToRowArrays());
    }

    /// <summary>σ², the mean of the variances that so many latents leave over.</summary>
    public double Noise(int latents) => Variances[latents..].Average();

    /// <summary>The largest mean log likelihood of a row: −½(D·log 2π + Σ log C + D), where C is λ along the latents and σ² elsewhere.</summary>
    public double LogLikelihood(int latents)
    {
        int d = Variances.Length;
        return -0.5 * (d * Math.Log(2 * Math.PI) + Variances[..latents].Sum(Math.Log) + (d - latents) * Math.Log(Noise(latents)) + d);
    }

    /// <summary>Reverse water-filling: the fewest nats that describe a row up to the distortion of this water level, ½ Σ ln⁺(λ/level).</summary>
    public double Rate(double level) => Variances.Sum(v => Nats(v, level));

    /// <summary>The nats of one axis.</summary>
    public static double Nats(double variance, double level) => 0.5 * Math.Max(0, Math.Log(variance / level));

    /// <summary>The mean squared error of a row at this water level, Σ min(λ, level).</summary>
    public double Distortion(double level) => Variances.Sum(v => Math.Min(v, level));

    /// <summary>The sine of the largest angle between the space of the first axes and that of as many vectors.</summary>
    public double SineTo(double[][] vectors)
    {
        Matrix<double> q = Matrix<double>.Build.DenseOfColumnArrays(vectors).QR().Q.SubMatrix(0, Variances.Length, 0, vectors.Length);
        Matrix<double> axes = Matrix<double>.Build.DenseOfColumnArrays(Axes[..vectors.Length]);
        return (q - axes * axes.TransposeThisAndMultiply(q)).Svd().S[0];
    }

    /// <summary>Rows with two wide directions, a third and noise of their own.</summary>
    public static double[][] Rows(int count, ulong seed)
    {
        var random = new Philox(seed);
        double[] spread = [2.2, 1.6, 0.8];

        // At right angles, so that the components' variances lie apart whatever the seed: where two are nearly equal, hardly anything tells the axes.
        double[][] any = [.. spread.Select(_ => Enumerable.Range(0, 6).Select(_ => random.NextNormal()).ToArray())];
        Matrix<double> axes = Matrix<double>.Build.DenseOfColumnArrays(any).QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).Q;
        double[][] directions = [.. spread.Select((s, j) => (s * axes.Column(j)).ToArray())];
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            double[] z = [.. spread.Select(_ => random.NextNormal())];
            return Enumerable.Range(0, 6).Select(k => Enumerable.Range(0, z.Length).Sum(j => z[j] * directions[j][k]) + 0.7 * random.NextNormal()).ToArray();
        })];
    }
}
