namespace ProbDsl.Tests.Inference.RandomModels;

/// <summary>One variable, or two that are independent.</summary>
internal sealed class Product(params Shape[] shapes) : Law
{
    public override int Dimension => shapes.Length;

    public override bool HasVariance => shapes.All(shape => shape.HasVariance);

    public override T LogDensity<T>(ReadOnlySpan<T> x, Span<T> gradient)
    {
        T value = T.Zero;
        for (int i = 0; i < shapes.Length; i++)
        {
            value += shapes[i].LogDensity(x[i], out gradient[i]);
        }

        return value;
    }

    public override IEnumerable<(double[] X, double Weight)> Quadrature()
    {
        (double[] x, double[] w) = Line(shapes[0]);
        if (shapes.Length == 1)
        {
            return x.Zip(w, (a, weight) => (new[] { a }, weight));
        }

        (double[] y, double[] v) = Line(shapes[1]);
        return x.SelectMany((a, i) => y.Select((b, j) => (new[] { a, b }, w[i] * v[j])));
    }

    private static (double[] Nodes, double[] Weights) Line(Shape shape)
    {
        Axis axis = shape.Axis;
        double[] logs = Array.ConvertAll(axis.Nodes, x => shape.LogDensity((Scalar)x, out _).Value);
        double largest = logs.Max();
        return (axis.Nodes, [.. logs.Zip(axis.Lengths, (log, length) => Math.Exp(log - largest) * length)]);
    }
}

/// <summary>x ~ N(0, 1), y ~ N(bend (x² − 1), sd²).</summary>
internal sealed class Banana(double bend, double sd) : Law
{
    public override int Dimension => 2;

    public override T LogDensity<T>(ReadOnlySpan<T> x, Span<T> gradient)
    {
        T z = (x[1] - bend * (x[0] * x[0] - 1)) / sd;
        gradient[0] = -x[0] + 2 * bend / sd * x[0] * z;
        gradient[1] = -z / sd;
        return -0.5 * (x[0] * x[0] + z * z);
    }

    // In x and z the density is that of two standard normals.
    public override IEnumerable<(double[] X, double Weight)> Quadrature()
        => new Product(new Shape.Gaussian(), new Shape.Gaussian()).Quadrature()
            .Select(node => (new[] { node.X[0], bend * (node.X[0] * node.X[0] - 1) + sd * node.X[1] }, node.Weight));
}

/// <summary>x ~ N(0, sd²), y ~ N(0, eˣ): Neal's funnel.</summary>
internal sealed class Funnel(double sd) : Law
{
    public override int Dimension => 2;

    public override T LogDensity<T>(ReadOnlySpan<T> x, Span<T> gradient)
    {
        T square = x[1] * x[1] * T.Exp(-x[0]);
        gradient[0] = -x[0] / (sd * sd) + 0.5 * (square - 1);
        gradient[1] = -x[1] * T.Exp(-x[0]);
        return -0.5 * (x[0] * x[0] / (sd * sd) + square + x[0]);
    }

    public override IEnumerable<(double[] X, double Weight)> Quadrature()
        => new Product(new Shape.Gaussian(), new Shape.Gaussian()).Quadrature()
            .Select(node => (new[] { sd * node.X[0], Math.Exp(0.5 * sd * node.X[0]) * node.X[1] }, node.Weight));
}

/// <summary>Logistic regression with an intercept and one slope, both N(0, sd²) a priori.</summary>
internal sealed class LogisticRegression(double[] covariate, bool[] outcome, double sd) : Law
{
    public override int Dimension => 2;

    public override T LogDensity<T>(ReadOnlySpan<T> x, Span<T> gradient)
    {
        T value = -0.5 / (sd * sd) * (x[0] * x[0] + x[1] * x[1]);
        gradient[0] = -x[0] / (sd * sd);
        gradient[1] = -x[1] / (sd * sd);
        for (int i = 0; i < covariate.Length; i++)
        {
            double sign = outcome[i] ? 1 : -1;
            T margin = sign * (x[0] + covariate[i] * x[1]), slope = sign * T.LogisticSigmoid(-margin);
            value -= T.Log1pExp(-margin);
            gradient[0] += slope;
            gradient[1] += slope * covariate[i];
        }

        return value;
    }

    public override IEnumerable<(double[] X, double Weight)> Quadrature()
        => Grid(Axis.Even(-7 * sd, 7 * sd, 200), Axis.Even(-7 * sd, 7 * sd, 200));
}

/// <summary>A sample from a normal: its mean, N(0, 10²) a priori, and the logarithm of its standard deviation, N(0, 1.5²).</summary>
internal sealed class NormalSample(double[] y) : Law
{
    public override int Dimension => 2;

    public override T LogDensity<T>(ReadOnlySpan<T> x, Span<T> gradient)
    {
        T precision = T.Exp(-2 * x[1]), sum = T.Zero, squares = T.Zero;
        foreach (double observed in y)
        {
            T error = observed - x[0];
            sum += error;
            squares += error * error;
        }

        gradient[0] = sum * precision - x[0] / 100;
        gradient[1] = squares * precision - y.Length - x[1] / 2.25;
        return -0.5 * (squares * precision + x[0] * x[0] / 100 + x[1] * x[1] / 2.25) - y.Length * x[1];
    }

    public override IEnumerable<(double[] X, double Weight)> Quadrature()
        => Grid(Axis.Stretched(y.Average(), 0.3, 6, 240), Axis.Even(-6, 9, 160));
}
