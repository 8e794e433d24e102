namespace ProbDsl;

/// <summary>Integrates the closed-form latents out, given those that are integrated over numerically, at as many points as there are lanes.</summary>
/// <remarks>
/// <para>The log joint is a quadratic function of the Gaussian latents: its gradient and its Hessian at any point, from the generated code in dual lanes, are the
/// linear system whose solution is the mean, and log ∫ = log p(mean) + n/2·log 2π − ½ log det Λ. A second step from the mean takes out what rounding left.</para>
/// <para>In each conjugate latent it is a·t₁ + b·t₂ with the two statistics of its family: on the unconstrained scale α u − β eᵘ (gamma), −α u − β e⁻ᵘ (inverse
/// gamma) or α log σ(u) + β log(1 − σ(u)) (beta), Jacobian included. Its slopes at two points about the mode give α and β; a third confirms that it is.</para>
/// </remarks>
internal sealed class ConditionalIntegral<TProgram, T>
    where TProgram : struct, IModelProgram
    where T : unmanaged, ILane<T>
{
    // Slopes at three points agree to rounding where the density is of its family.
    private const double Agreement = 1e-7;
    private const int Rounds = 3;

    // Those of a second derivative from the generated code and of its elimination.
    private const double RoundingsOfEntry = 4;
    private const long MostEntries = 50_000_000;

    private readonly TProgram _program;
    private readonly LatentPlaces _places;
    private readonly Workspace<T> _workspace = new();
    private readonly SparseCurvature<TProgram, T>? _curvature;
    private readonly CurvaturePattern? _pattern;
    private readonly T[] _gradient;
    private readonly T[] _solution;

    public ConditionalIntegral(TProgram program, LatentPlaces places)
    {
        (_program, _places) = (program, places);
        Point = new T[program.Dimension];
        _gradient = new T[program.Dimension];
        int n = places.Gaussian.Length;
        Mean = new T[n];
        _solution = new T[n];
        Alpha = new T[places.Conjugate.Length];
        Beta = new T[places.Conjugate.Length];
        if (n > 0)
        {
            int[][] neighbours = SparsityProbe.Neighbours<TProgram, T>(program, new double[program.Dimension], places.Gaussian, MostEntries)
                ?? throw new InvalidOperationException($"{program.Name}.Exact: the log joint has no finite gradient at the origin of the unconstrained scale, or more than {MostEntries} pairs of latents meet.");
            _pattern = CurvaturePattern.Of(neighbours) ?? throw new InvalidOperationException($"{program.Name}.Exact: too many pairs of latents meet.");
            EliminationOrder order = EliminationOrder.Of(neighbours, new bool[n], MostEntries)!;
            Factor = new SparseFactor<T>(_pattern, order, n);
            _curvature = new SparseCurvature<TProgram, T>(program, places.Gaussian, _pattern);
        }
    }

    /// <summary>The unconstrained point: the caller sets the places of the numerical latents, <see cref="Evaluate"/> the others.</summary>
    public T[] Point { get; }

    /// <summary>The mean of the Gaussian latents.</summary>
    public T[] Mean { get; }

    /// <summary>The factor of their precision; null where there are none.</summary>
    public SparseFactor<T>? Factor { get; }

    /// <summary>α of each conjugate latent.</summary>
    public T[] Alpha { get; }

    /// <summary>β of each conjugate latent.</summary>
    public T[] Beta { get; }

    /// <summary>log ∫ p over the closed-form latents; NaN where the Gaussian is not proper or the density not finite.</summary>
    public T Evaluate()
    {
        foreach ((int place, ExactPart _) in _places.Conjugate)
        {
            Point[place] = T.Zero;
        }

        foreach (int place in _places.Gaussian)
        {
            Point[place] = T.Zero;
        }

        T log = Conjugates() + Gaussians();
        return log + _program.LogJoint(Point, _gradient, _workspace);
    }

    /// <summary>To first order, what rounding does to the log integral: half of Λᵢᵢ·(Λ⁻¹)ᵢᵢ roundings, summed over the Gaussian latents.</summary>
    /// <param name="variance">(Λ⁻¹)ᵢᵢ of each.</param>
    /// <remarks>
    /// The factor is that of a matrix Λ + E, whose entries err by some roundings of √(Λᵢᵢ Λⱼⱼ) (Higham 2002, "Accuracy and stability of numerical algorithms", theorem 10.3),
    /// and log det (Λ + E) − log det Λ = tr Λ⁻¹E. Λᵢᵢ·(Λ⁻¹)ᵢᵢ is how much wider a latent is than it were if the others were known: 1 where nothing is lost.
    /// </remarks>
    public T Rounding(ReadOnlySpan<T> variance)
    {
        T inflation = T.Zero;
        for (int i = 0; i < variance.Length; i++)
        {
            inflation += variance[i] * _curvature!.Precision[i];
        }

        return 0.5 * RoundingsOfEntry * T.UnitRoundoff * inflation;
    }

    // log ∫ less the log density at the point where it is left.
    private T Gaussians()
    {
        if (_curvature is null)
        {
            return T.Zero;
        }

        int n = _places.Gaussian.Length;
        _curvature.Evaluate(Point);
        Factor!.Factor(_curvature.Precision, T.UnitRoundoff);
        for (int round = 0; round < 2; round++)
        {
            _program.LogJoint(Point, _gradient, _workspace);
            for (int k = 0; k < n; k++)
            {
                _solution[k] = _gradient[_places.Gaussian[Factor.Order[k]]];
            }

            Factor.Solve(_solution);
            Factor.SolveTransposed(_solution);
            for (int k = 0; k < n; k++)
            {
                Point[_places.Gaussian[Factor.Order[k]]] += _solution[k];
            }
        }

        for (int i = 0; i < n; i++)
        {
            Mean[i] = Point[_places.Gaussian[i]];
        }

        T isProper = T.Equal(Factor.Defects, T.Zero);
        for (int k = 0; k < n; k++)
        {
            isProper = T.And(isProper, T.LessThan(T.Zero, _curvature.Precision[k]));
        }

        return T.Select(isProper, Factor.LogDeterminantOfInverse + 0.5 * n * Math.Log(2 * Math.PI), double.NaN);
    }

    private T Conjugates()
    {
        T log = T.Zero;
        int count = _places.Conjugate.Length;
        if (count == 0)
        {
            return log;
        }

        T[] low = new T[count], centre = new T[count];
        for (int round = 0; round < Rounds; round++)
        {
            Slopes(centre, -1, low);
            T[] high = new T[count];
            Slopes(centre, 1, high);
            for (int b = 0; b < count; b++)
            {
                (Alpha[b], Beta[b]) = Solve(_places.Conjugate[b].Part, centre[b], low[b], high[b]);
                T isProper = T.And(T.LessThan(T.Zero, Alpha[b]), T.LessThan(T.Zero, Beta[b]));
                T mode = Mode(_places.Conjugate[b].Part, Alpha[b], Beta[b]);
                centre[b] = T.Select(isProper, mode, round == Rounds - 1 ? double.NaN : centre[b]);
            }
        }

        Slopes(centre, 0, low);
        for (int b = 0; b < count; b++)
        {
            (int place, ExactPart part) = _places.Conjugate[b];
            T size = part == ExactPart.Beta ? Alpha[b] + Beta[b] : Alpha[b], isOfFamily = T.LessThan(T.Abs(low[b]), Agreement * size);
            Point[place] = T.Select(isOfFamily, centre[b], double.NaN);
            log += LogIntegral(part, Alpha[b], Beta[b]) - LogKernel(part, Alpha[b], Beta[b], centre[b]);
        }

        return log;
    }

    private void Slopes(T[] centre, double offset, T[] slopes)
    {
        for (int b = 0; b < centre.Length; b++)
        {
            Point[_places.Conjugate[b].Place] = centre[b] + offset;
        }

        _program.LogJoint(Point, _gradient, _workspace);
        for (int b = 0; b < centre.Length; b++)
        {
            slopes[b] = _gradient[_places.Conjugate[b].Place];
        }
    }

    // From the slopes at c − 1 and c + 1: α − β eᵘ, its mirror image, or α − (α + β) σ(u).
    private static (T Alpha, T Beta) Solve(ExactPart part, T centre, T low, T high)
    {
        if (part == ExactPart.Beta)
        {
            T below = T.LogisticSigmoid(centre - T.One), above = T.LogisticSigmoid(centre + T.One), total = (low - high) / (above - below);
            T alpha = low + total * below;
            return (alpha, total - alpha);
        }

        double sinh = Math.Sinh(1), cosh = Math.Cosh(1);
        (T exp, T first, T second) = part == ExactPart.Gamma ? (T.Exp(centre), low, high) : (T.Exp(-centre), -high, -low);
        T beta = (first - second) / (2 * sinh * exp);
        return (0.5 * (first + second) + cosh * beta * exp, beta);
    }

    private static T Mode(ExactPart part, T alpha, T beta) => part == ExactPart.InverseGamma ? T.Log(beta / alpha) : T.Log(alpha / beta);

    private static T LogIntegral(ExactPart part, T alpha, T beta) => part == ExactPart.Beta
        ? T.LogGamma(alpha) + T.LogGamma(beta) - T.LogGamma(alpha + beta)
        : T.LogGamma(alpha) - alpha * T.Log(beta);

    private static T LogKernel(ExactPart part, T alpha, T beta, T u) => part switch
    {
        ExactPart.Beta => -alpha * T.Log1pExp(-u) - beta * T.Log1pExp(u),
        ExactPart.Gamma => alpha * u - beta * T.Exp(u),
        _ => -alpha * u - beta * T.Exp(-u),
    };
}
