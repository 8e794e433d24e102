namespace ProbDsl.Tests.Inference.Large;

public class SkewMapsTests
{
    // The count k and the precision τ of each coordinate: log p = k·u − eᵘ − τu²/2.
    private static readonly (double Count, double Precision)[] s_cases = [(0, 2), (1, 2), (3, 2), (10, 1), (0, 0.5), (100, 0.1)];

    [Fact]
    public void Stretch_IsTheDerivativeOfTheMap()
    {
        foreach (double noise in new[] { -7, -5.5, -2, 0, 0.3, 4, 6.5 })
        {
            const double Step = 1e-5;
            (double[] below, _) = Draw(noise - Step);
            (double[] above, _) = Draw(noise + Step);
            (_, double log) = Draw(noise);
            double[] sd = Sd();
            double numeric = Enumerable.Range(0, s_cases.Length).Sum(i => Math.Log((above[i] - below[i]) / (2 * Step * sd[i])));

            // Central differences err by step² and by rounding over the step.
            Assert.Equal(numeric, log, 1e-8);
        }
    }

    /// <summary>What is left in the weights is far less than without the map: how far log w ranges within three standard deviations.</summary>
    [Fact]
    public void Weights_AreFarMoreEqualThanThoseOfGaussians()
    {
        double[] modes = Modes(), sd = Sd();
        for (int i = 0; i < s_cases.Length; i++)
        {
            var mapped = new List<double>();
            var plain = new List<double>();
            for (double noise = -3; noise <= 3; noise += 0.25)
            {
                (double[] at, _) = Draw(noise);
                const double Step = 1e-5;
                double slope = (Draw(noise + Step).At[i] - Draw(noise - Step).At[i]) / (2 * Step);
                mapped.Add(LogDensity(i, at[i]) + Math.Log(slope) + 0.5 * noise * noise);
                plain.Add(LogDensity(i, modes[i] + sd[i] * noise) + 0.5 * noise * noise);
            }

            Assert.InRange(Range(mapped) / Range(plain), 0, 0.35);
        }
    }

    /// <summary>A Gaussian is mapped to itself, wherever the search for its mode ended.</summary>
    [Fact]
    public void Gaussian_IsMappedExactly()
    {
        var maps = new SkewMaps<MeanField<Squares>, Scalar>(new(new()), [0]);
        Scalar[] u = [0.7];
        maps.Fit(u, [0.5]);
        double log = maps.Draw([1.5], u).Value;

        // −2(u − 1)²: mean 1, standard deviation 1/2.
        Assert.Equal(1.75, u[0].Value, 1e-13);
        Assert.Equal(0, log, 1e-13);
    }

    private static double Range(List<double> values) => values.Max() - values.Min();

    private static double LogDensity(int i, double u) => s_cases[i].Count * u - Math.Exp(u) - 0.5 * s_cases[i].Precision * u * u;

    private static (double[] At, double Log) Draw(double noise)
    {
        int n = s_cases.Length;
        var maps = new SkewMaps<MeanField<Counts>, Scalar>(new(new()), [.. Enumerable.Range(0, n)]);
        Scalar[] u = [.. Modes().Select(x => (Scalar)x)];
        maps.Fit(u, [.. Sd().Select(x => (Scalar)x)]);
        double log = maps.Draw([.. Enumerable.Repeat((Scalar)noise, n)], u).Value;
        return ([.. u.Select(x => x.Value)], log);
    }

    private static double[] Modes() => Array.ConvertAll(s_cases, c =>
    {
        double u = Math.Log(c.Count + 0.5);
        for (int k = 0; k < 50; k++)
        {
            u += (c.Count - Math.Exp(u) - c.Precision * u) / (Math.Exp(u) + c.Precision);
        }

        return u;
    });

    private static double[] Sd() => [.. Modes().Zip(s_cases, (u, c) => 1 / Math.Sqrt(Math.Exp(u) + c.Precision))];

    private readonly struct Counts : ITarget
    {
        public int Dimension => s_cases.Length;

        public T LogDensity<T>(ReadOnlySpan<T> u, Span<T> gradient)
            where T : unmanaged, ILane<T>
        {
            T sum = T.Zero;
            for (int i = 0; i < u.Length; i++)
            {
                (double count, double precision) = s_cases[i];
                T rate = T.Exp(u[i]);
                sum += count * u[i] - rate - 0.5 * precision * u[i] * u[i];
                gradient[i] = count - rate - precision * u[i];
            }

            return sum;
        }
    }

    private readonly struct Squares : ITarget
    {
        public int Dimension => 1;

        public T LogDensity<T>(ReadOnlySpan<T> u, Span<T> gradient)
            where T : unmanaged, ILane<T>
        {
            T x = u[0] - 1.0;
            gradient[0] = -4.0 * x;
            return -2.0 * x * x;
        }
    }
}
