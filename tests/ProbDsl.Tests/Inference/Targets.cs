namespace ProbDsl.Tests.Inference;

/// <summary>Two standard normals with correlation r.</summary>
internal readonly struct CorrelatedPair(double r) : ITarget
{
    public int Dimension => 2;

    public T LogDensity<T>(ReadOnlySpan<T> u, Span<T> gradient)
        where T : unmanaged, ILane<T>
    {
        T precision = 1 / (1 - r * r);
        T a = precision * (u[0] - r * u[1]), b = precision * (u[1] - r * u[0]);
        gradient[0] = -a;
        gradient[1] = -b;
        return -0.5 * (a * u[0] + b * u[1]) - (Math.Log(2 * Math.PI) + 0.5 * Math.Log(1 - r * r));
    }
}

/// <summary>Normals with mean 1, variance 1 and the same correlation r between any two.</summary>
internal readonly struct Equicorrelated(int dimension, double r) : ITarget
{
    public int Dimension => dimension;

    public T LogDensity<T>(ReadOnlySpan<T> u, Span<T> gradient)
        where T : unmanaged, ILane<T>
    {
        // Σ = (1 − r) I + r 11ᵀ: its inverse is (I − w 11ᵀ) / (1 − r), its determinant (1 − r)ᵈ⁻¹ (1 − r + r d).
        double last = 1 - r + r * dimension, w = r / last;
        T sum = T.Zero, squares = T.Zero;
        foreach (T x in u)
        {
            sum += x - 1.0;
            squares += (x - 1.0) * (x - 1.0);
        }

        for (int i = 0; i < u.Length; i++)
        {
            gradient[i] = -(u[i] - 1.0 - w * sum) / (1 - r);
        }

        double logDeterminant = (dimension - 1) * Math.Log(1 - r) + Math.Log(last);
        return -0.5 * (squares - w * sum * sum) / (1 - r) - 0.5 * (dimension * Math.Log(2 * Math.PI) + logDeterminant);
    }
}

/// <summary>μ ~ N(0, s²), yᵢ ~ N(μ, 1): the posterior is Gaussian, so that the ELBO reaches the log evidence.</summary>
internal readonly struct ConjugateNormal(double[] y, double s) : ITarget
{
    public int Dimension => 1;

    public double PosteriorVariance => 1 / (y.Length + 1 / (s * s));

    public double PosteriorMean => y.Sum() * PosteriorVariance;

    // log ∫ N(μ; 0, s²) Π N(yᵢ; μ, 1) dμ by completing the square.
    public double LogEvidence
        => -0.5 * y.Length * Math.Log(2 * Math.PI) - Math.Log(s) + 0.5 * Math.Log(PosteriorVariance)
            - 0.5 * y.Sum(value => value * value) + 0.5 * PosteriorMean * PosteriorMean / PosteriorVariance;

    public T LogDensity<T>(ReadOnlySpan<T> u, Span<T> gradient)
        where T : unmanaged, ILane<T>
    {
        T value = -0.5 * (u[0] * u[0]) / (s * s) - (Math.Log(s) + 0.5 * Math.Log(2 * Math.PI));
        gradient[0] = -u[0] / (s * s);
        foreach (double observed in y)
        {
            T z = observed - u[0];
            value += -0.5 * (z * z) - 0.5 * Math.Log(2 * Math.PI);
            gradient[0] += z;
        }

        return value;
    }
}

/// <summary>A regression in raw units with flat priors: coefficients of 1e4 and 1e-1, a standard deviation of 1e4, ill-conditioned.</summary>
internal readonly struct RawRegression(double[] x, double[] y) : ITarget
{
    public int Dimension => 3;

    public static RawRegression Simulate()
    {
        var random = new Philox(11);
        double[] x = new double[200], y = new double[200];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = 66 + 4 * random.NextNormal();
            y[i] = -60000 + 1200 * x[i] + 18000 * random.NextNormal();
        }

        return new RawRegression(x, y);
    }

    /// <summary>The slope of least squares: the posterior mean, because the posterior of the coefficients is symmetric about it.</summary>
    public double LeastSquaresSlope
    {
        get
        {
            double mx = x.Average(), my = y.Average(), xy = 0, xx = 0;
            for (int i = 0; i < x.Length; i++)
            {
                xy += (x[i] - mx) * (y[i] - my);
                xx += (x[i] - mx) * (x[i] - mx);
            }

            return xy / xx;
        }
    }

    /// <summary>The standard deviation of the slope: with n values and the density σ^−(n − 1) of u₂ = log σ, ν = n − 3.</summary>
    public double SlopeSd
    {
        get
        {
            double mx = x.Average(), my = y.Average(), slope = LeastSquaresSlope, residuals = 0, xx = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double error = y[i] - my - slope * (x[i] - mx);
                residuals += error * error;
                xx += (x[i] - mx) * (x[i] - mx);
            }

            return Math.Sqrt(residuals / (x.Length - 5) / xx);
        }
    }

    public T LogDensity<T>(ReadOnlySpan<T> u, Span<T> gradient)
        where T : unmanaged, ILane<T>
    {
        T inverse = T.Exp(-u[2]), squares = T.Zero;
        gradient[0] = gradient[1] = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            T z = (y[i] - u[0] - u[1] * x[i]) * inverse;
            squares += z * z;
            gradient[0] += z * inverse;
            gradient[1] += z * inverse * x[i];
        }

        gradient[2] = squares - (y.Length - 1);
        return -0.5 * squares - (y.Length - 1) * u[2];
    }
}

/// <summary>log u, although q gives half of its mass to negative u: finite for no start.</summary>
internal readonly struct NeverFinite : ITarget
{
    public int Dimension => 1;

    public T LogDensity<T>(ReadOnlySpan<T> u, Span<T> gradient)
        where T : unmanaged, ILane<T>
    {
        gradient[0] = T.One / u[0];
        return T.Log(u[0]);
    }
}

/// <summary>A bounded density that cannot be evaluated at the start, whose draws reach beyond its bounds.</summary>
internal readonly struct HoleAtUnitScale : ITarget
{
    public int Dimension => 1;

    // NaN beyond |u| = 2.2, which some of 64 draws exceed at the initial standard deviation of 1, and none at half of it.
    public T LogDensity<T>(ReadOnlySpan<T> u, Span<T> gradient)
        where T : unmanaged, ILane<T>
    {
        T inside = T.Log(4.84 - u[0] * u[0]);
        gradient[0] = -8 * u[0] - (u[0] + u[0]) / (4.84 - u[0] * u[0]);
        return -4 * (u[0] * u[0]) + inside;
    }
}

/// <summary>Two independent standard Cauchy variables: no mean, no variance.</summary>
internal readonly struct CauchyPair : ITarget
{
    public int Dimension => 2;

    public T LogDensity<T>(ReadOnlySpan<T> u, Span<T> gradient)
        where T : unmanaged, ILane<T>
    {
        T a = 1.0 + u[0] * u[0], b = 1.0 + u[1] * u[1];
        gradient[0] = -2 * u[0] / a;
        gradient[1] = -2 * u[1] / b;
        return -T.Log(a) - T.Log(b) - 2 * Math.Log(Math.PI);
    }
}
