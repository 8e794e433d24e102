using System.Numerics;

namespace ProbDsl;

/// <summary>How many fixed draws a fit starts with.</summary>
internal static class NoiseBudget
{
    /// <summary>A family with more parameters than this for each variate couples the variates, as full rank does.</summary>
    private const int UncoupledParameters = 3;

    /// <summary>A power of two of at least 16; the user's choice, or 64 and more where the model needs it.</summary>
    /// <remarks>
    /// With fewer draws than variates a full-rank ELBO has directions that no draw sees, in which the entropy grows without end; four
    /// draws for each variate also make all second moments exact (see <see cref="FixedDraws"/>).
    /// </remarks>
    public static int Initial<TProgram>(TProgram program, FitOptions options)
        where TProgram : struct, IModelProgram
    {
        int wanted = options.Draws ?? Math.Max(64, Math.Min(4 * program.NoiseCount, IsCoupled(program) ? 1 << 20 : 256));
        return (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, wanted));
    }

    /// <summary>Fewer draws suffice on the way to the optimum.</summary>
    public static int Rough<TProgram>(TProgram program, int initial)
        where TProgram : struct, IModelProgram
    {
        int rough = Math.Max(16, initial / 4);
        return IsCoupled(program) ? Math.Max(rough, (int)BitOperations.RoundUpToPowerOf2((uint)(4 * program.NoiseCount))) : rough;
    }

    private static bool IsCoupled<TProgram>(TProgram program)
        where TProgram : struct, IModelProgram
        => program.ParameterCount > UncoupledParameters * program.NoiseCount;
}
