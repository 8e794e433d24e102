namespace ProbDsl.Tests.Inference;

public class LbfgsTests
{
    /// <summary>A test function that counts its evaluations and notes how much the thread had allocated at each.</summary>
    private sealed class Function(int dimension, Func<double[], double[], double> body) : IObjective
    {
        private readonly double[] _x = new double[dimension];
        private readonly double[] _g = new double[dimension];

        public long[] Allocated { get; } = new long[10_000];

        public int Evaluations { get; private set; }

        public int Dimension => dimension;

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
        {
            Allocated[Evaluations++] = GC.GetAllocatedBytesForCurrentThread();
            point.CopyTo(_x);
            double value = body(_x, _g);
            _g.CopyTo(gradient);
            return value;
        }
    }

    private static readonly LbfgsOptions Tight = new() { GainTolerance = 1e-20, GradientTolerance = 1e-12 };

    private static Function Rosenbrock() => new(2, (x, g) =>
    {
        double a = 1 - x[0], b = x[1] - x[0] * x[0];
        g[0] = -2 * a - 400 * x[0] * b;
        g[1] = 200 * b;
        return a * a + 100 * b * b;
    });

    private static Function Quadratic(int dimension, double condition) => new(dimension, (x, g) =>
    {
        double value = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double weight = Math.Pow(condition, (double)i / (x.Length - 1));
            g[i] = weight * (x[i] - i);
            value += 0.5 * g[i] * (x[i] - i);
        }

        return value;
    });

    [Fact]
    public void Rosenbrock_IsSolvedToTheTolerance()
    {
        double[] x = [-1.2, 1];
        LbfgsResult result = new Lbfgs(2, Tight).Minimise(Rosenbrock(), x);
        Assert.Equal(FitStatus.Converged, result.Status);

        // |g| ≤ 1e-12 and a smallest curvature of 0.4 bound the error by 2.5e-12; a last Newton-like step does no worse.
        Assert.Equal(1, x[0], 1e-11);
        Assert.Equal(1, x[1], 1e-11);

        // Published L-BFGS codes need 40 to 60 evaluations from this start.
        Assert.InRange(result.Evaluations, 1, 60);
    }

    [Theory]
    [InlineData(2, 1e3)]
    [InlineData(12, 1e6)]
    [InlineData(12, 1e10)]
    [InlineData(60, 1e4)]
    public void QuadraticOfAnyConditioning_IsSolved(int dimension, double condition)
    {
        double[] x = new double[dimension];
        LbfgsResult result = new Lbfgs(dimension, Tight).Minimise(Quadratic(dimension, condition), x);
        Assert.Equal(FitStatus.Converged, result.Status);
        for (int i = 0; i < dimension; i++)
        {
            // ½·1·(xᵢ − i)² below the predicted gain of 1e-20 gives 1.4e-10; the prediction may be short by a factor 100.
            Assert.Equal(i, x[i], 1.5e-9);
        }
    }

    [Fact]
    public void ScaleOfTheVariables_HardlyMatters()
    {
        // The same quadratic in units 1e8 apart: an unscaled method would need about as many iterations as the condition number.
        double[] x = new double[30];
        LbfgsResult result = new Lbfgs(30).Minimise(Quadratic(30, 1e16), x);
        Assert.Equal(FitStatus.Converged, result.Status);
        Assert.InRange(result.Evaluations, 1, 1000);
    }

    [Fact]
    public void EdgeOfTheDomain_IsBackedAwayFrom()
    {
        // Minimum at (1, 2); NaN for any x ≤ 0. From far out a full step leaves the domain.
        var function = new Function(2, (x, g) =>
        {
            g[0] = 1 - 1 / x[0];
            g[1] = 1 - 2 / x[1];
            return x[0] - Math.Log(x[0]) + x[1] - 2 * Math.Log(x[1]);
        });
        double[] x = [1e-3, 900];
        LbfgsResult result = new Lbfgs(2, Tight).Minimise(function, x);
        Assert.Equal(FitStatus.Converged, result.Status);

        // Values near the minimum, 1.6, resolve a gain of 1e-16 only; the approximate Wolfe conditions still reach the gradient's 1e-12.
        Assert.Equal(1, x[0], 1e-8);
        Assert.Equal(2, x[1], 1e-8);
    }

    [Fact]
    public void DecreaseUpToTheEdge_EndsWithTheBestPoint()
    {
        // −x falls up to x = 4, beyond which there is nothing.
        var function = new Function(1, (x, g) =>
        {
            g[0] = x[0] < 4 ? -1 : double.NaN;
            return x[0] < 4 ? -x[0] : double.NaN;
        });
        double[] x = [0];
        LbfgsResult result = new Lbfgs(1).Minimise(function, x);
        Assert.NotEqual(FitStatus.NotFinite, result.Status);

        // Each search stops within a thousandth of the edge.
        Assert.InRange(x[0], 3.99, 4);
        Assert.Equal(-x[0], result.Value);
    }

    [Fact]
    public void OneDimension_IsSolved()
    {
        var function = new Function(1, (x, g) =>
        {
            g[0] = Math.Sinh(x[0] - 3);
            return Math.Cosh(x[0] - 3);
        });
        double[] x = [-20];
        LbfgsResult result = new Lbfgs(1, Tight).Minimise(function, x);
        Assert.Equal(FitStatus.Converged, result.Status);

        // The gradient's tolerance 1e-12, relative to max(|x|, 1) = 3 and unit curvature; with slack for the rounding of sinh's argument.
        Assert.Equal(3, x[0], 1e-11);
    }

    [Fact]
    public void ConvergedStart_IsReturnedUntouched()
    {
        double[] x = [1, 1];
        LbfgsResult result = new Lbfgs(2).Minimise(Rosenbrock(), x);
        Assert.Equal((FitStatus.Converged, 0, 1), (result.Status, result.Iterations, result.Evaluations));
        Assert.Equal([1, 1], x);
    }

    [Fact]
    public void StartThatIsNotFinite_IsSaidSo()
    {
        double[] x = [-1];
        LbfgsResult result = new Lbfgs(1).Minimise(new Function(1, (_, _) => double.NaN), x);
        Assert.Equal(FitStatus.NotFinite, result.Status);
        Assert.Equal([-1], x);
    }

    [Fact]
    public void FunctionWithoutMinimum_EndsWithoutConverging()
    {
        double[] x = [0];
        LbfgsResult result = new Lbfgs(1, new LbfgsOptions { MaxIterations = 50 }).Minimise(
            new Function(1, (x, g) =>
            {
                g[0] = 1;
                return x[0];
            }),
            x);
        Assert.NotEqual(FitStatus.Converged, result.Status);
        Assert.True(x[0] < -1e6);
    }

    [Fact]
    public void IterationLimit_IsSaidSo()
    {
        double[] x = [-1.2, 1];
        LbfgsResult result = new Lbfgs(2, new LbfgsOptions { MaxIterations = 3 }).Minimise(Rosenbrock(), x);
        Assert.Equal((FitStatus.IterationLimit, 3), (result.Status, result.Iterations));
        Assert.Contains("After 3 iterations", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Iterations_AllocateNothing()
    {
        Function function = Quadratic(12, 1e6);
        new Lbfgs(12).Minimise(function, new double[12]);
        int last = function.Evaluations - 1;
        Assert.True(last > 12);
        Assert.Equal(function.Allocated[0], function.Allocated[last]);
    }

    [Fact]
    public void Until_EndsAfterTheFirstPointThatWillDo()
    {
        Function function = Quadratic(3, 100);
        double[] point = [10, 10, 10];
        int steps = 0;
        LbfgsResult result = new Lbfgs(3, new LbfgsOptions { Until = x => ++steps == 2 }).Minimise(function, point);
        Assert.Equal(FitStatus.Converged, result.Status);
        Assert.Equal(2, result.Iterations);
    }

    /// <summary>At the minimum to rounding, where no step can improve the value: that is no failure.</summary>
    [Fact]
    public void MinimumToRounding_IsConverged()
    {
        var function = new Function(1, (x, g) =>
        {
            double d = x[0] - 29472.123456789;
            g[0] = d;
            return 0.5 * d * d - 0.9;
        });
        double[] point = [29472.123456789 + 4e-12];
        Assert.Equal(FitStatus.Converged, new Lbfgs(1, Tight).Minimise(function, point).Status);
    }
}
