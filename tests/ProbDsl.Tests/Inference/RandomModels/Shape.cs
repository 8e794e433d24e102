namespace ProbDsl.Tests.Inference.RandomModels;

/// <summary>A density of one variable, up to a constant.</summary>
internal abstract class Shape
{
    private const int Count = 120;

    public virtual bool HasVariance => true;

    /// <summary>Where the density is not negligible.</summary>
    public virtual Axis Axis => Axis.Even(-10, 10, Count);

    public abstract T LogDensity<T>(T x, out T slope)
        where T : unmanaged, ILane<T>;

    internal sealed class Gaussian : Shape
    {
        public override T LogDensity<T>(T x, out T slope)
        {
            slope = -x;
            return -0.5 * (x * x);
        }
    }

    internal sealed class Logistic : Shape
    {
        public override Axis Axis => Axis.Even(-40, 40, Count);

        public override T LogDensity<T>(T x, out T slope)
        {
            slope = 1 - 2 * T.LogisticSigmoid(x);
            return -T.Log1pExp(x) - T.Log1pExp(-x);
        }
    }

    internal sealed class Gumbel : Shape
    {
        public override Axis Axis => Axis.Even(-5, 35, Count);

        public override T LogDensity<T>(T x, out T slope)
        {
            T exp = T.Exp(-x);
            slope = exp - 1;
            return -x - exp;
        }
    }

    /// <summary>The logarithm of a Gamma variable: what a scale parameter is on the unconstrained scale.</summary>
    internal sealed class LogGamma(double shape) : Shape
    {
        public override Axis Axis => Axis.Even(-34 / shape, Math.Log(shape + 40 + 6 * Math.Sqrt(shape)), Count);

        public override T LogDensity<T>(T x, out T slope)
        {
            T exp = T.Exp(x);
            slope = shape - exp;
            return shape * x - exp;
        }
    }

    /// <summary>The logit of a Beta variable: what a probability is on the unconstrained scale.</summary>
    internal sealed class LogitBeta(double a, double b) : Shape
    {
        public override Axis Axis => Axis.Even(-34 / a - 2, 34 / b + 2, Count);

        public override T LogDensity<T>(T x, out T slope)
        {
            T p = T.LogisticSigmoid(x);
            slope = a - (a + b) * p;
            return a * x - (a + b) * T.Log1pExp(x);
        }
    }

    internal sealed class StudentT(double degreesOfFreedom) : Shape
    {
        public override bool HasVariance => degreesOfFreedom > 2;

        public override Axis Axis => Axis.Stretched(0, 1, 14, Count);

        public override T LogDensity<T>(T x, out T slope)
        {
            slope = -(degreesOfFreedom + 1) * x / (degreesOfFreedom + x * x);
            return -0.5 * (degreesOfFreedom + 1) * T.Log1p(x * x / degreesOfFreedom);
        }
    }

    /// <summary>A standard normal, and with probability <paramref name="weight"/> another.</summary>
    internal sealed class TwoNormals(double weight, double distance, double sd) : Shape
    {
        public override Axis Axis => Axis.Even(-10 - 10 * sd, distance + 10 + 10 * sd, 2 * Count);

        public override T LogDensity<T>(T x, out T slope)
        {
            T z = (x - distance) / sd;
            T first = Math.Log(1 - weight) - 0.5 * (x * x), second = Math.Log(weight / sd) - 0.5 * (z * z);
            T value = T.LogAddExp(first, second), share = T.Exp(second - value);
            slope = -x * (1 - share) - z / sd * share;
            return value;
        }
    }
}
