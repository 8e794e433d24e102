namespace ProbDsl;

/// <summary>A point with its momentum, the log density and its gradient.</summary>
internal sealed class PhasePoint(int dimension)
{
    public double[] Position { get; } = new double[dimension];

    public double[] Momentum { get; } = new double[dimension];

    public double[] Gradient { get; } = new double[dimension];

    public double LogDensity { get; set; }

    public void CopyTo(PhasePoint other)
    {
        Position.CopyTo(other.Position, 0);
        Momentum.CopyTo(other.Momentum, 0);
        Gradient.CopyTo(other.Gradient, 0);
        other.LogDensity = LogDensity;
    }
}

/// <summary>The Hamiltonian −log p(q) + ½ Σ vᵢ pᵢ² of a model with a diagonal metric, v the variances that were learnt, and its leapfrog steps.</summary>
/// <param name="program">The model.</param>
/// <param name="centrings">The last coordinates of the argument of the log joint, which stay; the others move.</param>
internal sealed class PhaseSpace<TProgram>(TProgram program, double[] centrings)
    where TProgram : struct, IModelProgram
{
    private readonly Workspace<Scalar> _workspace = new();
    private readonly Scalar[] _u = [.. new Scalar[program.Dimension - centrings.Length], .. centrings.Select(c => (Scalar)c)];
    private readonly Scalar[] _gradient = new Scalar[program.Dimension];

    public int Dimension { get; } = program.Dimension - centrings.Length;

    /// <summary>v, one for each coordinate.</summary>
    public double[] Variances { get; } = Ones(program.Dimension - centrings.Length);

    /// <summary>Evaluations of the gradient so far.</summary>
    public long Evaluations { get; private set; }

    /// <summary>Sets the log density and its gradient from the position.</summary>
    public void Evaluate(PhasePoint point)
    {
        for (int i = 0; i < Dimension; i++)
        {
            _u[i] = point.Position[i];
        }

        Evaluations++;
        point.LogDensity = program.LogJoint<Scalar>(_u, _gradient, _workspace).Value;
        for (int i = 0; i < Dimension; i++)
        {
            point.Gradient[i] = _gradient[i].Value;
        }
    }

    /// <summary>A new momentum, of variance 1/v.</summary>
    public void Kick(PhasePoint point, ref Philox random)
    {
        for (int i = 0; i < Dimension; i++)
        {
            point.Momentum[i] = random.NextNormal() / Math.Sqrt(Variances[i]);
        }
    }

    /// <summary>The energy; +∞ where it is not a number.</summary>
    public double Energy(PhasePoint point)
    {
        double kinetic = 0;
        for (int i = 0; i < Dimension; i++)
        {
            kinetic += Variances[i] * point.Momentum[i] * point.Momentum[i];
        }

        double energy = 0.5 * kinetic - point.LogDensity;
        return double.IsNaN(energy) ? double.PositiveInfinity : energy;
    }

    /// <summary>One leapfrog step: reversible, keeps volumes, and the energy but for terms of second order in the step.</summary>
    public void Step(PhasePoint point, double step)
    {
        for (int i = 0; i < Dimension; i++)
        {
            point.Momentum[i] += 0.5 * step * point.Gradient[i];
            point.Position[i] += step * Variances[i] * point.Momentum[i];
        }

        Evaluate(point);
        for (int i = 0; i < Dimension; i++)
        {
            point.Momentum[i] += 0.5 * step * point.Gradient[i];
        }
    }

    private static double[] Ones(int count)
    {
        double[] ones = new double[count];
        Array.Fill(ones, 1);
        return ones;
    }
}
