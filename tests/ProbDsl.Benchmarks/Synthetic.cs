namespace ProbDsl.Benchmarks;

/// <summary>Data that are the same on every run.</summary>
internal static class Synthetic
{
    public static double[] Normals(int count, int seed)
    {
        Random random = new(seed);
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        }

        return values;
    }

    public static double[,] Matrix(int rows, int columns)
    {
        double[] values = Normals(rows * columns, 6);
        double[,] matrix = new double[rows, columns];
        for (int i = 0; i < values.Length; i++)
        {
            matrix[i / columns, i % columns] = values[i];
        }

        return matrix;
    }

    /// <summary>Zeros and ones that depend on the first two columns.</summary>
    public static int[] Outcomes(double[,] x)
    {
        Random random = new(7);
        int[] y = new int[x.GetLength(0)];
        for (int n = 0; n < y.Length; n++)
        {
            y[n] = random.NextDouble() < 1 / (1 + Math.Exp(x[n, 1] - x[n, 0])) ? 1 : 0;
        }

        return y;
    }
}
