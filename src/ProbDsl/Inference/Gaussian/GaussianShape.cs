namespace ProbDsl;

/// <summary>A Gaussian over the unconstrained point: u = Mean + L·ε for the coordinates that vary, ε ~ N(0, I).</summary>
/// <param name="Mean">All coordinates; those that do not vary (parameters θ of p) stay here.</param>
/// <param name="Varying">Positions of the n coordinates that vary.</param>
/// <param name="Factor">L, n × n, row-major. Not triangular.</param>
/// <param name="LogDeterminant">log |det L|.</param>
internal sealed record GaussianShape(double[] Mean, int[] Varying, double[] Factor, double LogDeterminant)
{
    public int Count => Varying.Length;

    /// <summary>u ← Mean + L·ε, in lanes.</summary>
    public void Place<T>(ReadOnlySpan<T> noise, Span<T> u)
        where T : unmanaged, ILane<T>
    {
        ReadOnlySpan<double> mean = Mean, factor = Factor;
        for (int i = 0; i < mean.Length; i++)
        {
            u[i] = mean[i];
        }

        foreach (int varying in Varying)
        {
            ReadOnlySpan<double> row = factor[..noise.Length];
            T sum = u[varying];
            for (int j = 0; j < row.Length; j++)
            {
                sum += row[j] * noise[j];
            }

            u[varying] = sum;
            factor = factor[noise.Length..];
        }
    }

    /// <summary>The same Gaussian with the lower-triangular L, null where its covariance is singular to rounding.</summary>
    public GaussianShape? Triangular()
    {
        double[] factor = Covariance();
        return Cholesky.TryFactor(factor, Count) ? this with { Factor = factor } : null;
    }

    /// <summary>The Gaussian that has a mean and a lower-triangular factor in the coordinates in which this one is standard.</summary>
    public GaussianShape Within(ReadOnlySpan<double> mean, double[] factor)
    {
        int n = Count;
        double[] moved = (double[])Mean.Clone();
        for (int i = 0; i < n; i++)
        {
            moved[Varying[i]] += VectorMath.Dot(Factor.AsSpan(i * n, n), mean);
        }

        return new GaussianShape(moved, Varying, Cholesky.Product(Factor, factor, n), LogDeterminant + Cholesky.LogDeterminant(factor, n));
    }

    /// <summary>The ε of a point, of which only the coordinates that vary are given. L must be lower triangular.</summary>
    public double[] NoiseOf(double[] varying)
    {
        int n = Count;
        double[] noise = new double[n];
        for (int i = 0; i < n; i++)
        {
            double known = VectorMath.Dot(Factor.AsSpan(i * n, i), noise.AsSpan(0, i));
            noise[i] = (varying[i] - Mean[Varying[i]] - known) / Factor[i * n + i];
        }

        return noise;
    }

    /// <summary>L·Lᵀ, n × n, row-major.</summary>
    public double[] Covariance()
    {
        int n = Count;
        double[] covariance = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                covariance[i * n + j] = covariance[j * n + i] = VectorMath.Dot(Factor.AsSpan(i * n, n), Factor.AsSpan(j * n, n));
            }
        }

        return covariance;
    }

    /// <summary>The ratio of the largest to the smallest eigenvalue of the covariance.</summary>
    public double ConditionNumber()
    {
        double[] values = Eigenvalues.Of(Covariance(), Count);
        return values.Max() / values.Min();
    }

    /// <summary>The Gaussian of a fitted q, whose unconstrained point is affine in the noise.</summary>
    /// <returns>Null where the covariance of the varying coordinates is singular to rounding.</returns>
    public static GaussianShape? Of<TProgram>(TProgram program, double[] phi)
        where TProgram : struct, IModelProgram
    {
        int d = program.Dimension, k = program.NoiseCount;
        var workspace = new Workspace<Scalar>();
        Scalar[] lanePhi = [.. phi.Select(x => (Scalar)x)], noise = new Scalar[k], u = new Scalar[d];
        program.Unconstrain(lanePhi, noise, u, workspace);
        double[] mean = [.. u.Select(x => x.Value)];
        double[] columns = new double[d * k];
        for (int j = 0; j < k; j++)
        {
            Array.Clear(noise);
            noise[j] = 1.0;
            program.Unconstrain(lanePhi, noise, u, workspace);
            for (int i = 0; i < d; i++)
            {
                columns[i * k + j] = u[i].Value - mean[i];
            }
        }

        int[] varying = [.. Enumerable.Range(0, d).Where(i => columns.AsSpan(i * k, k).ContainsAnyExcept(0.0))];
        int n = varying.Length;
        double[] covariance = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                covariance[i * n + j] = covariance[j * n + i] = VectorMath.Dot(columns.AsSpan(varying[i] * k, k), columns.AsSpan(varying[j] * k, k));
            }
        }

        return Cholesky.TryFactor(covariance, n) ? new GaussianShape(mean, varying, covariance, Cholesky.LogDeterminant(covariance, n)) : null;
    }
}
