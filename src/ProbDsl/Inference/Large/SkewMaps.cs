namespace ProbDsl;

/// <summary>For each coordinate that meets no other once the hubs are known, a cubic map of a standard normal to its density given these.</summary>
/// <remarks>
/// <para>A Gaussian leaves an error of each such density in the weight, and ten thousand small errors make a weight of no use. The slope of the log density at
/// one and two standard deviations to both sides of the mode, which passes of the gradient tell for all of them at once, fixes the log density to fourth order,
/// −x²/2 + αx³/6 + βx⁴/24 in its own units about its mode. The map that takes N(0, 1) there is, to second order in (α², β),
/// T(ε) = ε + α(ε² + 2)/6 + α²(5ε³ + 19ε)/72 + β(ε³ + 3ε)/24, which solves log p(T) + log T′ = −ε²/2 + const order by order.</para>
/// <para>The skewness is what the simplified Laplace approximation of Rue, Martino and Chopin (2009, section 3.2.3) corrects for, too; as a map it
/// can be drawn from and its density is known, so that the weights stay exact.</para>
/// </remarks>
internal sealed class SkewMaps<TProgram, T>(TProgram program, int[] places)
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    // Beyond it the map goes on straight, so that it rises everywhere.
    private const double Reach = 6;

    // T′ is nowhere on the reach below it: of α and β as large a share is taken.
    private const double LeastSlope = 0.1;
    private const double LeastCurvature = 0.2;

    // T′/√ρ of so many are multiplied before a logarithm is taken.
    private const int Factors = 16;

    private static readonly double[] s_shares = [0.2, 0.4, 0.6, 0.8, 1];

    private readonly Workspace<T> _workspace = new();
    private readonly T[] _moved = new T[program.Dimension];
    private readonly T[] _gradient = new T[program.Dimension];

    /// <summary>Where the slopes of the log density are wanted, in standard deviations.</summary>
    public static ReadOnlySpan<double> Distances => [-2, -1, 1, 2];

    /// <summary>The standard deviation of each coordinate by its curvature.</summary>
    public T[] Sd { get; } = new T[places.Length];

    /// <summary>d log p/dx at each of the distances, x in standard deviations.</summary>
    public T[][] Slopes { get; } = [new T[places.Length], new T[places.Length], new T[places.Length], new T[places.Length]];

    /// <summary>Learns the maps of coordinates that meet no other.</summary>
    /// <param name="u">The modes, about.</param>
    /// <param name="sd">The standard deviation of each by its curvature.</param>
    public void Fit(ReadOnlySpan<T> u, ReadOnlySpan<T> sd)
    {
        if (places.Length == 0)
        {
            return;
        }

        u.CopyTo(_moved);
        sd.CopyTo(Sd);
        for (int k = 0; k < Slopes.Length; k++)
        {
            for (int i = 0; i < places.Length; i++)
            {
                _moved[places[i]] = u[places[i]] + Distances[k] * Sd[i];
            }

            program.LogJoint(_moved, _gradient, _workspace);
            for (int i = 0; i < places.Length; i++)
            {
                Slopes[k][i] = _gradient[places[i]] * Sd[i];
            }
        }
    }

    /// <summary>Moves the coordinates of u, which are at the modes, to draws of their densities.</summary>
    /// <param name="noise">A standard normal for each.</param>
    /// <param name="u">Overwritten.</param>
    /// <returns>Σ log (dx/dε / sd).</returns>
    public T Draw(ReadOnlySpan<T> noise, Span<T> u)
    {
        T log = T.Zero, product = T.One;
        for (int i = 0; i < places.Length; i++)
        {
            u[places[i]] += Sd[i] * Map(Slopes[0][i], Slopes[1][i], Slopes[2][i], Slopes[3][i], noise[i], out T stretch);
            product *= stretch;
            if ((i + 1) % Factors == 0)
            {
                log += T.Log(product);
                product = T.One;
            }
        }

        return log + T.Log(product);
    }

    // The slope is d₀ − ρx + αx²/2 + βx³/6 through the four; then about its zero, in units in which ρ is 1.
    private static T Map(T farLeft, T left, T right, T farRight, T noise, out T stretch)
    {
        T alpha = (farLeft + farRight - left - right) * (1.0 / 3), beta = 0.5 * (farRight - farLeft) - (right - left);
        T offset = 0.5 * (left + right - alpha), rho = beta * (1.0 / 6) - 0.5 * (right - left);
        T isGood = T.And(T.LessThan(LeastCurvature, rho), T.LessThan(T.Abs(offset), rho));
        T mode = offset / rho;
        mode += (offset + mode * (mode * (0.5 * alpha + mode * beta * (1.0 / 6)) - rho)) / (rho - mode * (alpha + 0.5 * mode * beta));
        T curvature = rho - mode * (alpha + 0.5 * mode * beta);
        isGood = T.And(isGood, T.LessThan(LeastCurvature, curvature));
        mode = T.Select(isGood, mode, T.Zero);
        curvature = T.Select(isGood, curvature, T.One);
        T width = T.One / T.Sqrt(curvature);
        alpha = T.Select(isGood, (alpha + beta * mode) * (width * width * width), T.Zero);
        beta = T.Select(isGood, beta * (width * width * width * width), T.Zero);

        T share = T.Zero;
        foreach (double tried in s_shares)
        {
            share = T.Select(T.LessThan(LeastSlope, LowestSlope(tried * alpha, tried * beta)), tried, share);
        }

        (alpha, beta) = (share * alpha, share * beta);
        T x = T.Max(-Reach, T.Min(noise, Reach)), square = alpha * alpha;
        T linear = T.One + 19.0 / 72 * square + 0.125 * beta, quadratic = alpha * (1.0 / 6), cubic = 5.0 / 72 * square + beta * (1.0 / 24);
        T slope = linear + x * (2 * quadratic + 3 * x * cubic);
        stretch = slope * width;
        return mode + width * (2 * quadratic + x * (linear + x * (quadratic + x * cubic)) + slope * (noise - x));
    }

    // T′ is a parabola: its lowest point within the reach.
    private static T LowestSlope(T alpha, T beta)
    {
        T square = alpha * alpha, level = T.One + 19.0 / 72 * square + 0.125 * beta, tilt = T.Abs(alpha) * (1.0 / 3), bend = 15.0 / 72 * square + 0.125 * beta;
        T atEnd = level - Reach * tilt + Reach * Reach * bend, atVertex = level - 0.25 * tilt * tilt / bend;
        return T.Select(T.LessThan(tilt, 2 * Reach * bend), atVertex, atEnd);
    }
}
