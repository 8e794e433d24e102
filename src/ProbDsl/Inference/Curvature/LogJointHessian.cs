namespace ProbDsl;

/// <summary>The Hessian H of the log joint in u, and products H·v with it, at one point at a time.</summary>
/// <remarks>
/// Each place of a lane holds a direction of its own, so that one pass over the data gives as many columns of H as the lane is wide. No bit
/// depends on the width. Nothing is allocated after the first call. Not thread-safe.
/// </remarks>
/// <typeparam name="TProgram">The model's generated code.</typeparam>
/// <typeparam name="T">The lane type of values and of derivatives.</typeparam>
internal sealed class LogJointHessian<TProgram, T>(TProgram program)
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    private readonly TProgram _program = program;
    private readonly Workspace<Dual<T>> _workspace = new();
    private readonly Dual<T>[] _u = new Dual<T>[program.Dimension];
    private readonly Dual<T>[] _gradient = new Dual<T>[program.Dimension];

    /// <summary>How many numbers u has.</summary>
    public int Dimension => _u.Length;

    /// <summary>The log joint at a point; its gradient and the product H·v are overwritten.</summary>
    /// <param name="point">u; <see cref="Dimension"/> numbers, as in the other arguments.</param>
    /// <param name="direction">v.</param>
    /// <param name="gradient">Receives the gradient.</param>
    /// <param name="product">Receives H·v.</param>
    /// <returns>log p(x, z) plus the log Jacobian.</returns>
    public double Evaluate(ReadOnlySpan<double> point, ReadOnlySpan<double> direction, Span<double> gradient, Span<double> product)
    {
        for (int i = 0; i < _u.Length; i++)
        {
            _u[i] = new(point[i], direction[i]);
        }

        Dual<T> value = _program.LogJoint(_u, _gradient, _workspace);
        for (int i = 0; i < _u.Length; i++)
        {
            gradient[i] = T.Get(_gradient[i].Value, 0);
            product[i] = T.Get(_gradient[i].Derivative, 0);
        }

        return T.Get(value.Value, 0);
    }

    /// <summary>H itself; at a maximum of the log joint it is negative definite.</summary>
    /// <param name="point">u.</param>
    /// <param name="hessian">Receives the symmetric matrix; <see cref="Dimension"/> squared numbers.</param>
    public void Fill(ReadOnlySpan<double> point, Span<double> hessian)
    {
        SymmetricMatrix.CheckLength(hessian.Length, Dimension);
        Span<double> unit = stackalloc double[T.Width];
        for (int first = 0; first < Dimension; first += T.Width)
        {
            for (int i = 0; i < _u.Length; i++)
            {
                // Place k has the unit vector of coordinate first + k.
                unit.Clear();
                if (i >= first && i < first + T.Width)
                {
                    unit[i - first] = 1;
                }

                _u[i] = new(point[i], T.Load(unit));
            }

            _program.LogJoint(_u, _gradient, _workspace);
            for (int k = 0; k < T.Width && first + k < Dimension; k++)
            {
                for (int i = 0; i < _u.Length; i++)
                {
                    hessian[(first + k) * Dimension + i] = T.Get(_gradient[i].Derivative, k);
                }
            }
        }

        SymmetricMatrix.Symmetrise(hessian, Dimension);
    }
}
