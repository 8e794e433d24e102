namespace ProbDsl.EndToEnd.Tests;

/// <summary>What must hold for the generated code of every model, whatever it says.</summary>
internal static class GeneratedCodeLaws
{
    /// <summary>Every gradient is the derivative of its value. Both come from the lane type, so that each instantiation is checked on its own.</summary>
    public static void GradientsAreDerivatives<T>(IGenerated model, Piece piece, double[][] points, double[] noise)
        where T : unmanaged, ILane<T>
    {
        double[][] gradients = Evaluation.At<T>(model, piece, points, noise).Gradients;
        for (int p = 0; p < points.Length; p++)
        {
            double largest = Math.Max(1.0, gradients[p].Select(Math.Abs).DefaultIfEmpty().Max());
            (double Derivative, double Error)[] differences = FiniteDifferences.Gradient<T>(model, piece, points[p], noise);
            for (int i = 0; i < points[p].Length; i++)
            {
                string what = $"{model.GetType().Name}.{piece} in {typeof(T).Name}, point {p}, entry {i}";
                (double derivative, double error) = differences[i];

                // The extrapolation knows its own error to about a factor of ten; a test that allows more than 1e-5 of the gradient says nothing.
                Assert.True(error <= 1e-6 * largest, FormattableString.Invariant($"{what}: the differences do not converge, {derivative:R} ± {error:E1}, gradient {gradients[p][i]:R}"));
                Close.Within((10.0 * error) + (1e-9 * Math.Max(1.0, Math.Abs(derivative))), derivative, gradients[p][i], what);
            }
        }
    }

    /// <summary>Every place of a vector gives the bits of the scalar program, whatever stands beside it.</summary>
    public static void LanesAreTheScalarProgram<T>(IGenerated model, Piece piece, double[][] points, double[] noise)
        where T : unmanaged, ILane<T>
    {
        (double[] values, double[][] gradients) = Evaluation.At<Scalar>(model, piece, points, noise);
        (double[] laneValues, double[][] laneGradients) = Evaluation.At<T>(model, piece, points, noise);
        for (int p = 0; p < points.Length; p++)
        {
            string what = $"{model.GetType().Name}.{piece} in {typeof(T).Name}, point {p}";
            Close.Same(values[p], laneValues[p], what);
            for (int i = 0; i < gradients[p].Length; i++)
            {
                Close.Same(gradients[p][i], laneGradients[p][i], $"{what}, entry {i}");
            }
        }
    }

    /// <summary>total = first + sign·second, values and gradients, where total, first and second were compiled apart.</summary>
    public static void PartsAddUp(IGenerated model, Piece total, Piece first, Piece second, double sign, double[][] points, double[] noise)
    {
        foreach (double[] point in points)
        {
            (double t, double[] dt) = Evaluation.Scalar(model, total, point, noise);
            (double a, double[] da) = Evaluation.Scalar(model, first, point, noise);
            (double b, double[] db) = Evaluation.Scalar(model, second, point, noise);

            // Each is a sum of terms that may cancel, in an order of its own: its rounding is that of its largest terms.
            double level = 1.0 + Math.Abs(a) + Math.Abs(b) + da.Concat(db).Select(Math.Abs).DefaultIfEmpty().Max();
            Close.Within(1e-11 * level, a + (sign * b), t, $"{model.GetType().Name}: {total}");
            for (int i = 0; i < dt.Length; i++)
            {
                Close.Within(1e-11 * level, da[i] + (sign * db[i]), dt[i], $"{model.GetType().Name}: {total}, entry {i} of the gradient");
            }
        }
    }

    /// <summary>Points spread over (−1, 1), the same in every run.</summary>
    public static double[][] Points(int count, int dimension, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, dimension).Select(_ => (2.0 * random.NextDouble()) - 1.0).ToArray())];
    }

    public static double[][] Points(IGenerated model, Piece piece, int count) => Points(count, model.ArgumentCount(piece), seed: 20 + (int)piece);

    public static double[] Noise(IGenerated model) => [.. Points(1, model.NoiseCount, seed: 7)[0].Select(e => 1.5 * e)];
}
