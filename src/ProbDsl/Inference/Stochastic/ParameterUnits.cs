namespace ProbDsl;

/// <summary>
/// The unit in which an error of each parameter of q is judged: the standard deviation of the latent for a mean, 1 for all others, such as log σ.
/// </summary>
/// <remarks>
/// Which parameter is the mean of which unconstrained latent is found by evaluating q: at ε = 0 a draw is the mean itself. Where in addition every
/// u = φᵢ + exp(φⱼ)·ε, q is a mean-field Gaussian. A q that is declared is not looked into: all its units are 1.
/// </remarks>
internal sealed class ParameterUnits<TProgram>
    where TProgram : struct, IModelProgram
{
    private const int Draws = 64;
    private readonly TProgram _program;
    private readonly int[] _latentOf;
    private readonly int[] _logSdOf;
    public ParameterUnits(TProgram program)
    {
        _program = program;
        int count = program.ParameterCount;
        _latentOf = new int[count];
        _logSdOf = new int[program.Dimension];
        Array.Fill(_latentOf, -1);
        Array.Fill(_logSdOf, -1);
        IsMeanField = program.HasUnconstrainedDraw && Probe();
    }

    /// <summary>Whether every latent is normal and independent under q.</summary>
    public bool IsMeanField { get; }

    /// <summary>Under mean field, the positions of log σ of each latent; null under any other q.</summary>
    public static int[]? LogSds(TProgram program) => new ParameterUnits<TProgram>(program) is { IsMeanField: true } units ? units.Gaussians().LogSds : null;

    /// <summary>The positions of those parameters that are the mean of a latent, under mean field of all.</summary>
    public int[] Means => [.. Enumerable.Range(0, _latentOf.Length).Where(j => _latentOf[j] >= 0)];

    /// <summary>Under mean field, the positions of the mean and the log σ of each latent.</summary>
    public (int[] Means, int[] LogSds) Gaussians()
    {
        int[] means = Means;
        return (means, Array.ConvertAll(means, j => _logSdOf[_latentOf[j]]));
    }

    /// <summary>Writes the units at φ.</summary>
    public void Write(ReadOnlySpan<double> phi, Span<double> units)
    {
        units.Fill(1);
        double[]? spread = IsMeanField || Array.TrueForAll(_latentOf, i => i < 0) ? null : Spread(phi);
        for (int j = 0; j < units.Length; j++)
        {
            if (_latentOf[j] is >= 0 and int latent)
            {
                double sd = spread is null ? Math.Exp(phi[_logSdOf[latent]]) : spread[latent];
                units[j] = sd > 0 && double.IsFinite(sd) ? sd : 1;
            }
        }
    }

    // With φⱼ = log(1 + j) a value tells which parameter it came from, be it as φ or as e^φ.
    private bool Probe()
    {
        int count = _program.ParameterCount, dimension = _program.Dimension;
        double[] phi = new double[count];
        for (int j = 0; j < count; j++)
        {
            phi[j] = Math.Log(1 + j);
        }

        double[] zeros = new double[_program.NoiseCount], ones = new double[_program.NoiseCount];
        Array.Fill(ones, 1);
        double[] mean = Unconstrained(phi, zeros), shifted = Unconstrained(phi, ones);
        bool isMeanField = true;
        for (int i = 0; i < dimension; i++)
        {
            int j = Nearest(Math.Exp(mean[i]) - 1, count);
            bool isMean = j >= 0 && Math.Abs(phi[j] - mean[i]) <= 1e-12 * (1 + Math.Abs(mean[i]));
            if (isMean && shifted[i] != mean[i])
            {
                _latentOf[j] = i;
                int k = Nearest(shifted[i] - mean[i] - 1, count);
                _logSdOf[i] = k;
                isMeanField &= k >= 0 && Math.Abs(1.0 + k - (shifted[i] - mean[i])) <= 1e-9 * (1.0 + k);
            }
            else
            {
                // A parameter θ of p is passed through; anything else is a q of another kind.
                isMeanField &= isMean;
            }
        }

        return isMeanField && Holds();
    }

    // A row of a triangle may look like e^φ by chance: another φ and ε decide.
    private bool Holds()
    {
        var random = new Philox(1);
        double[] phi = new double[_program.ParameterCount], noise = new double[_program.NoiseCount];
        for (int j = 0; j < phi.Length; j++)
        {
            phi[j] = random.NextNormal();
        }

        Array.Fill(noise, 0.7);
        double[] u = Unconstrained(phi, noise);
        for (int j = 0; j < phi.Length; j++)
        {
            if (_latentOf[j] is >= 0 and int i && !(Math.Abs(phi[j] + (Math.Exp(phi[_logSdOf[i]]) * 0.7) - u[i]) <= 1e-9 * (1 + Math.Abs(u[i]))))
            {
                return false;
            }
        }

        return true;
    }

    private static int Nearest(double value, int count) => value > -0.5 && value < count - 0.5 ? (int)Math.Round(value) : -1;

    private double[] Spread(ReadOnlySpan<double> phi)
    {
        var random = new Philox(1);
        double[] noise = new double[_program.NoiseCount], squares = new double[_program.Dimension];
        double[] mean = Unconstrained(phi, noise);
        for (int draw = 0; draw < Draws; draw++)
        {
            for (int c = 0; c < noise.Length; c++)
            {
                noise[c] = random.NextNormal();
            }

            double[] u = Unconstrained(phi, noise);
            for (int i = 0; i < u.Length; i++)
            {
                squares[i] += (u[i] - mean[i]) * (u[i] - mean[i]) / Draws;
            }
        }

        return Array.ConvertAll(squares, Math.Sqrt);
    }

    private double[] Unconstrained(ReadOnlySpan<double> phi, ReadOnlySpan<double> noise)
    {
        double[] u = new double[_program.Dimension];
        _program.Unconstrain(ScalarSpan.Cast(phi), ScalarSpan.Cast(noise), ScalarSpan.Cast(u.AsSpan()), new Workspace<Scalar>());
        return u;
    }
}
