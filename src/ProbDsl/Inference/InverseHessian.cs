namespace ProbDsl;

/// <summary>The limited-memory BFGS approximation H of an inverse Hessian, kept as the last steps s and gradient changes y.</summary>
/// <remarks>
/// The product H v is the two-loop recursion of Nocedal (1980). The matrix that the recursion starts from is diagonal and is updated
/// with every pair (Gilbert and Lemaréchal 1989): parameters on wildly different scales are then no obstacle.
/// </remarks>
internal sealed class InverseHessian(int dimension, int memory)
{
    private readonly double[] _s = new double[dimension * memory];
    private readonly double[] _y = new double[dimension * memory];
    private readonly double[] _rho = new double[memory];
    private readonly double[] _weight = new double[memory];
    private readonly double[] _diagonal = new double[dimension];
    private int _next;

    /// <summary>How many pairs are held.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets all pairs; H becomes <paramref name="scale"/> times the identity.</summary>
    public void Reset(double scale)
    {
        Count = 0;
        _next = 0;
        Array.Fill(_diagonal, scale);
    }

    /// <summary>Takes in the step from x to xNew; ignored unless the curvature sᵀy along it is clearly positive.</summary>
    public void Add(
        ReadOnlySpan<double> x, ReadOnlySpan<double> xNew, ReadOnlySpan<double> g, ReadOnlySpan<double> gNew)
    {
        Span<double> s = _s.AsSpan(_next * dimension, dimension);
        Span<double> y = _y.AsSpan(_next * dimension, dimension);
        for (int i = 0; i < dimension; i++)
        {
            s[i] = xNew[i] - x[i];
            y[i] = gNew[i] - g[i];
        }

        double curvature = VectorMath.Dot(s, y);
        double yy = VectorMath.Dot(y, y);
        if (!(curvature > 1e-14 * Math.Sqrt(VectorMath.Dot(s, s)) * Math.Sqrt(yy)) || !double.IsFinite(yy))
        {
            return;
        }

        UpdateDiagonal(s, y, curvature, yy);
        _rho[_next] = 1 / curvature;
        _next = (_next + 1) % memory;
        Count = Math.Min(Count + 1, memory);
    }

    /// <summary>v ← H v.</summary>
    public void Apply(Span<double> v)
    {
        for (int k = 1; k <= Count; k++)
        {
            int j = (_next - k + memory) % memory;
            _weight[j] = _rho[j] * VectorMath.Dot(_s.AsSpan(j * dimension, dimension), v);
            VectorMath.AddScaled(-_weight[j], _y.AsSpan(j * dimension, dimension), v);
        }

        for (int i = 0; i < v.Length; i++)
        {
            v[i] *= _diagonal[i];
        }

        for (int k = Count; k >= 1; k--)
        {
            int j = (_next - k + memory) % memory;
            double beta = _rho[j] * VectorMath.Dot(_y.AsSpan(j * dimension, dimension), v);
            VectorMath.AddScaled(_weight[j] - beta, _s.AsSpan(j * dimension, dimension), v);
        }
    }

    // The diagonal of the BFGS update of diag(1/D), after scaling D so that it fits the curvature along y.
    private void UpdateDiagonal(ReadOnlySpan<double> s, ReadOnlySpan<double> y, double curvature, double yy)
    {
        if (Count == 0)
        {
            Array.Fill(_diagonal, curvature / yy);
        }

        double yDy = 0, sBs = 0;
        for (int i = 0; i < dimension; i++)
        {
            yDy += y[i] * _diagonal[i] * y[i];
            sBs += s[i] / _diagonal[i] * s[i];
        }

        double scale = yDy / curvature;
        for (int i = 0; i < dimension; i++)
        {
            double b = 1 / _diagonal[i];
            double updated = scale * (b - b * s[i] * (b * s[i]) / sBs) + y[i] * y[i] / curvature;
            _diagonal[i] = updated > 0 && double.IsFinite(1 / updated) ? 1 / updated : _diagonal[i];
        }
    }
}
