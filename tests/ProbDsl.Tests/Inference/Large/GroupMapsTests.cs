namespace ProbDsl.Tests.Inference.Large;

public class GroupMapsTests
{
    private const double Hub = 0.4;

    /// <summary>
    /// ∫ p(x(ε)) |dx/dε| dε is what p integrates to, whatever the map: all groups are alike, so that an integral over one is the root of theirs all. Both by
    /// the trapezoid rule, whose errors are below e⁻¹⁵ at these steps and ranges.
    /// </summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Density_IntegratesToWhatThePosteriorDoes(int size)
    {
        double sum = Sum(size, 0.75, 7.5, noise => Math.Exp(LogIntegrand(size, noise, isMapped: true)));
        double exact = Sum(size, 0.25, 6, x => Math.Exp(Groups.OfOne(x, Hub)));
        Assert.Equal(1, sum / exact, 1e-6);
    }

    /// <summary>What is left in the weights is far less than of a Gaussian at the mode: the variance of their logarithms.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Weights_AreFarMoreEqualThanThoseOfGaussians(int size)
        => Assert.InRange(VarianceOfLogWeight(size, isMapped: true) / VarianceOfLogWeight(size, isMapped: false), 0, 0.05);

    private static double VarianceOfLogWeight(int size, bool isMapped)
    {
        double Moment(int power) => Sum(size, 0.75, 4.5, noise =>
        {
            double square = VectorMath.Dot(noise, noise), logWeight = LogIntegrand(size, noise, isMapped) + 0.5 * square;
            return Math.Exp(-0.5 * square) * Math.Pow(logWeight, power);
        });
        double mean = Moment(1) / Moment(0);
        return Moment(2) / Moment(0) - mean * mean;
    }

    // log p(x(ε)) + log |dx/dε| of one group.
    private static double LogIntegrand(int size, double[] noise, bool isMapped)
    {
        var program = new MeanField<Groups>(new(size));
        (GroupMaps<MeanField<Groups>, Scalar> maps, ConditionalModes<MeanField<Groups>, Scalar> modes, int[] places) = Prepared(size);
        Scalar[] u = new Scalar[program.Dimension], gradient = new Scalar[u.Length];
        u[0] = Hub;
        modes.Find(u);
        Scalar[] all = Array.ConvertAll(places, place => (Scalar)noise[(place - 1) % size]);
        Assert.Equal(all.Length, maps.Steps.Length);
        double log = modes.Factor.LogDeterminantOfInverse.Value;
        if (isMapped)
        {
            maps.Fit(u, modes.Factor);
            log += maps.Draw(all, u).Value;
        }
        else
        {
            modes.Factor.SolveTransposed(all);
            for (int k = 0; k < all.Length; k++)
            {
                u[places[k]] += all[k];
            }
        }

        return (log + program.LogJoint<Scalar>(u, gradient, new Workspace<Scalar>()).Value + 0.5 * Hub * Hub) / Groups.Count;
    }

    [ThreadStatic]
    private static Dictionary<int, (GroupMaps<MeanField<Groups>, Scalar>, ConditionalModes<MeanField<Groups>, Scalar>, int[])>? s_prepared;

    private static (GroupMaps<MeanField<Groups>, Scalar> Maps, ConditionalModes<MeanField<Groups>, Scalar> Modes, int[] Places) Prepared(int size)
    {
        s_prepared ??= [];
        if (!s_prepared.TryGetValue(size, out var prepared))
        {
            var program = new MeanField<Groups>(new(size));
            LargeRefinement.Result<Scalar> refined = LargeRefinement.Run<MeanField<Groups>, Scalar>(program, new double[program.ParameterCount], FitOptions.Default)!;
            Assert.Equal(1, refined.Order.Hubs);
            var curvature = new ConditionalCurvature<MeanField<Groups>, Scalar>(program, refined);
            s_prepared[size] = prepared = (new(program, curvature), new(program, refined.Shape, curvature), curvature.Places);
        }

        return prepared;
    }

    private static double Sum(int size, double step, double reach, Func<double[], double> f)
    {
        double[] x = new double[size];
        double Over(int i)
        {
            if (i == size)
            {
                return f(x);
            }

            double sum = 0;
            for (x[i] = -reach; x[i] <= reach; x[i] += step)
            {
                sum += step * Over(i + 1);
            }

            return sum;
        }

        return Over(0);
    }

    /// <summary>Counts whose log rates are of first degree in the coordinates of a group, and a hub on which the means of all depend.</summary>
    private readonly struct Groups(int size) : ITarget
    {
        public const int Count = 5;
        private static readonly (int Count, double[] Row)[] s_rows = [(2, [1, -1, 0.5]), (0, [0.5, 1, -1]), (5, [1, 1, 0.3]), (1, [-0.5, 0.5, 1])];

        public int Dimension => 1 + Count * size;

        public static double OfOne(double[] x, double hub)
        {
            Scalar[] u = Array.ConvertAll(x, number => (Scalar)number);
            return OfOne<Scalar>(u, hub, new Scalar[x.Length], out _).Value;
        }

        public T LogDensity<T>(ReadOnlySpan<T> u, Span<T> gradient)
            where T : unmanaged, ILane<T>
        {
            T sum = -0.5 * u[0] * u[0];
            gradient[0] = -u[0];
            for (int g = 0; g < Count; g++)
            {
                sum += OfOne(u.Slice(1 + g * size, size), u[0], gradient.Slice(1 + g * size, size), out T slope);
                gradient[0] += slope;
            }

            return sum;
        }

        private static T OfOne<T>(ReadOnlySpan<T> x, T hub, Span<T> gradient, out T slope)
            where T : unmanaged, ILane<T>
        {
            T sum = T.Zero;
            slope = T.Zero;
            for (int i = 0; i < x.Length; i++)
            {
                T error = x[i] - 0.3 * hub;
                sum -= 0.5 * error * error;
                gradient[i] = -error;
                slope += 0.3 * error;
            }

            foreach ((int count, double[] row) in s_rows)
            {
                T log = T.Zero;
                for (int i = 0; i < x.Length; i++)
                {
                    log += row[i] * x[i];
                }

                T rate = T.Exp(log);
                sum += count * log - rate;
                for (int i = 0; i < x.Length; i++)
                {
                    gradient[i] += row[i] * (count - rate);
                }
            }

            return sum;
        }
    }
}
