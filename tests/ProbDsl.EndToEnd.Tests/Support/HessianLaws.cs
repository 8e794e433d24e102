namespace ProbDsl.EndToEnd.Tests;

/// <summary>What must hold for generated gradients in lanes of dual numbers, whatever the model says.</summary>
internal static class HessianLaws
{
    /// <summary>The derivative part of a gradient is the derivative of that gradient along the direction.</summary>
    public static void ProductsAreDerivatives(IGenerated model, Piece piece, double[][] points, double[] noise)
    {
        double[][] directions = Directions(model, piece, points.Length);
        double[][] products = Products<Scalar>(model, piece, points, directions, noise);
        for (int p = 0; p < points.Length; p++)
        {
            double largest = Math.Max(1.0, products[p].Max(Math.Abs));
            (double Derivative, double Error)[] differences = FiniteDifferences.OfGradient<Lane512>(model, piece, points[p], directions[p], noise);
            for (int i = 0; i < products[p].Length; i++)
            {
                string what = $"{model.GetType().Name}.{piece}, point {p}, entry {i}";
                (double derivative, double error) = differences[i];

                // As for gradients: the extrapolation knows its own error to about a factor of ten, and must be good enough to say something.
                Assert.True(error <= 1e-6 * largest, FormattableString.Invariant($"{what}: the differences do not converge, {derivative:R} ± {error:E1}, product {products[p][i]:R}"));
                Close.Within((10.0 * error) + (1e-9 * Math.Max(1.0, Math.Abs(derivative))), derivative, products[p][i], what);
            }
        }
    }

    /// <summary>wᵀ(H·v) = vᵀ(H·w).</summary>
    public static void ProductsAreSymmetric(IGenerated model, Piece piece, double[][] points, double[] noise)
    {
        double[][] v = Directions(model, piece, points.Length);
        double[][] w = GeneratedCodeLaws.Points(points.Length, model.ArgumentCount(piece), seed: 40);
        double[][] hv = Products<Scalar>(model, piece, points, v, noise);
        double[][] hw = Products<Scalar>(model, piece, points, w, noise);
        for (int p = 0; p < points.Length; p++)
        {
            // Every entry of a product is a sum of terms that may cancel; its rounding is that of the largest ones.
            double level = 1.0 + hv[p].Concat(hw[p]).Sum(Math.Abs);
            Close.Within(1e-12 * level, Dot(w[p], hv[p]), Dot(v[p], hw[p]), $"{model.GetType().Name}.{piece}, point {p}");
        }
    }

    /// <summary>Every place of a lane gives the bits of one place alone, whatever stands beside it.</summary>
    public static void ProductsAreThoseOfOnePlace<T>(IGenerated model, Piece piece, double[][] points, double[] noise)
        where T : unmanaged, ILane<T>
    {
        double[][] directions = Directions(model, piece, points.Length);
        double[][] expected = Products<Scalar>(model, piece, points, directions, noise);
        double[][] actual = Products<T>(model, piece, points, directions, noise);
        for (int p = 0; p < points.Length; p++)
        {
            for (int i = 0; i < expected[p].Length; i++)
            {
                Close.Same(expected[p][i], actual[p][i], $"{model.GetType().Name}.{piece} in {typeof(T).Name}, point {p}, entry {i}");
            }
        }
    }

    /// <summary>Directions of entries up to 1, another for every point.</summary>
    private static double[][] Directions(IGenerated model, Piece piece, int count)
        => GeneratedCodeLaws.Points(count, model.ArgumentCount(piece), seed: 30 + (int)piece);

    private static double[][] Products<T>(IGenerated model, Piece piece, double[][] points, double[][] directions, double[] noise)
        where T : unmanaged, ILane<T>
    {
        int count = model.ArgumentCount(piece);
        double[][] products = [.. points.Select(_ => new double[count])];
        var x = new Dual<T>[count];
        var gradient = new Dual<T>[count];
        Dual<T>[] lanes = Array.ConvertAll(noise, e => (Dual<T>)e);
        var workspace = new Workspace<Dual<T>>();
        for (int first = 0; first < points.Length; first += T.Width)
        {
            for (int i = 0; i < count; i++)
            {
                x[i] = new(Side(points, i), Side(directions, i));
            }

            // Whatever was there before must not matter.
            Array.Fill(gradient, new(double.NaN, double.NaN));
            Evaluation.Call<Dual<T>>(model, piece, x, lanes, gradient, workspace);
            for (int k = 0; k < T.Width && first + k < points.Length; k++)
            {
                for (int i = 0; i < count; i++)
                {
                    products[first + k][i] = T.Get(gradient[i].Derivative, k);
                }
            }

            T Side(double[][] vectors, int i)
                => T.Load([.. Enumerable.Range(first, T.Width).Select(p => vectors[Math.Min(p, points.Length - 1)][i])]);
        }

        return products;
    }

    private static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();
}
