namespace ProbDsl;

/// <summary>H·v for the Hessian H of the negative ELBO averaged over fixed draws: the function of <see cref="ElboObjective{TProgram, T}"/>.</summary>
/// <remarks>
/// <para>The generated gradient in lanes of <see cref="Dual{T}"/>: value, gradient and product come from one pass, the first two with the bits
/// of the objective. The sum over draws is kept as there in eight partial sums, draw k in sum k mod 8, so that no bit depends on the width.
/// Nothing is allocated after the first call. Not thread-safe.</para>
/// <para>A product and its gradient together cost, against a gradient in the same lanes (64 draws, AVX2 without AVX-512): 2.3 to 5 times as much in
/// <see cref="Scalar"/>; in <see cref="Lane256"/> 3 times for eight schools, but 11 to 20 times where the generated loop is long (GARCH, a mixture,
/// a regression on nine predictors). There the JIT compiler stops inlining the operators of a dual, structs within a struct, and copies them by
/// value for each call; it is still no slower than <see cref="Scalar"/>.</para>
/// </remarks>
/// <typeparam name="TProgram">The model's generated code.</typeparam>
/// <typeparam name="T">The lane type of values and of derivatives; its width divides 8.</typeparam>
internal sealed class HessianProduct<TProgram, T>
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    private const int Partials = 8;
    private readonly TProgram _program;
    private readonly Workspace<Dual<T>> _workspace = new();
    private readonly Dual<T>[] _noise;
    private readonly Dual<T>[] _phi;
    private readonly Dual<T>[] _gradient;
    private readonly Dual<T>[] _sums;
    private readonly double[] _direction;
    private readonly double[] _ignored;
    private readonly int _blocks;
    private readonly int _noiseCount;

    /// <summary>Prepares all memory.</summary>
    /// <param name="program">The model.</param>
    /// <param name="draws">The noise; its dimension is the program's noise count.</param>
    public HessianProduct(TProgram program, FixedDraws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        if (Partials % T.Width != 0 || draws.Dimension != program.NoiseCount)
        {
            throw new ArgumentException($"HessianProduct: {T.Width} lanes must divide 8 and {draws.Dimension} variates a draw must be {program.NoiseCount}.", nameof(draws));
        }

        _program = program;
        Dimension = program.ParameterCount;
        _noiseCount = draws.Dimension;
        _noise = draws.InLanes<Dual<T>>();
        _blocks = draws.Count / T.Width;
        _phi = new Dual<T>[Dimension];
        _gradient = new Dual<T>[Dimension];
        _sums = new Dual<T>[Partials / T.Width * (Dimension + 1)];
        _direction = new double[Dimension];
        _ignored = new double[Dimension];
    }

    /// <summary>How many parameters φ there are.</summary>
    public int Dimension { get; }

    /// <summary>The value at a point; its gradient and the product H·v are overwritten.</summary>
    /// <param name="point">φ; <see cref="Dimension"/> numbers, as in the other arguments.</param>
    /// <param name="direction">v.</param>
    /// <param name="gradient">Receives the gradient.</param>
    /// <param name="product">Receives H·v.</param>
    /// <returns>The negative ELBO.</returns>
    public double Evaluate(ReadOnlySpan<double> point, ReadOnlySpan<double> direction, Span<double> gradient, Span<double> product)
    {
        for (int i = 0; i < _phi.Length; i++)
        {
            _phi[i] = new(point[i], direction[i]);
        }

        _workspace.Begin();
        Array.Clear(_sums);
        int rows = Partials / T.Width, stride = Dimension + 1;
        for (int block = 0; block < _blocks; block++)
        {
            ReadOnlySpan<Dual<T>> noise = _noise.AsSpan(block * _noiseCount, _noiseCount);
            Span<Dual<T>> sums = _sums.AsSpan(block % rows * stride, stride);
            sums[Dimension] += _program.Elbo(_phi, noise, _gradient, _workspace);
            for (int i = 0; i < _gradient.Length; i++)
            {
                sums[i] += _gradient[i];
            }
        }

        double scale = -1.0 / (_blocks * T.Width);
        for (int i = 0; i < Dimension; i++)
        {
            (double slope, double curvature) = Total(i);
            gradient[i] = slope * scale;
            product[i] = curvature * scale;
        }

        return Total(Dimension).Value * scale;
    }

    /// <summary>H itself, by one product for each parameter.</summary>
    /// <param name="point">φ.</param>
    /// <param name="hessian">Receives the symmetric matrix; <see cref="Dimension"/> squared numbers.</param>
    public void Fill(ReadOnlySpan<double> point, Span<double> hessian)
    {
        SymmetricMatrix.CheckLength(hessian.Length, Dimension);
        for (int i = 0; i < Dimension; i++)
        {
            _direction[i] = 1;
            Evaluate(point, _direction, _ignored, hessian.Slice(i * Dimension, Dimension));
            _direction[i] = 0;
        }

        SymmetricMatrix.Symmetrise(hessian, Dimension);
    }

    private (double Value, double Derivative) Total(int column)
    {
        double value = 0, derivative = 0;
        for (int k = 0; k < Partials; k++)
        {
            Dual<T> sum = _sums[k / T.Width * (Dimension + 1) + column];
            value += T.Get(sum.Value, k % T.Width);
            derivative += T.Get(sum.Derivative, k % T.Width);
        }

        return (value, derivative);
    }
}
