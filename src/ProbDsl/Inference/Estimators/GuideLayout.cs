namespace ProbDsl;

/// <summary>Finds which Gaussian family a program's q is, and where its parameters stand in φ.</summary>
/// <remarks>
/// The counts leave one candidate: n latents vary with the noise; n variates and 2n parameters are a mean field, n variates and n + n(n + 1)/2 parameters
/// a triangle, n + k variates and 2n + nk parameters a factor of k columns; θ of p makes up the rest of u and of φ. What the candidate draws is
/// then compared with what the program draws, at a φ and an ε at random: nothing is taken on trust.
/// </remarks>
internal static class GuideLayout
{
    // Some hundred operations on numbers of size 1 in another order; a wrong layout is off by about 1.
    private const double Rounding = 1e-9;

    /// <returns>Null where q is declared, or is none of these.</returns>
    public static GaussianGuide<T>? Read<TProgram, T>(TProgram program)
        where TProgram : struct, IModelProgram
        where T : unmanaged, ILane<T>
    {
        if (!program.HasUnconstrainedDraw)
        {
            return null;
        }

        var random = new Philox(1);
        T[] phi = Normals<T>(ref random, program.ParameterCount), noise = Normals<T>(ref random, program.NoiseCount);
        T[] expected = Unconstrained(program, phi, noise), still = Unconstrained(program, phi, new T[noise.Length]);
        int n = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            n += T.Get(expected[i], 0) != T.Get(still[i], 0) ? 1 : 0;
        }

        GaussianGuide<T>? guide = Candidate<TProgram, T>(program, n);
        if (guide is not null)
        {
            T[] actual = new T[expected.Length];
            guide.MoveTo(phi);
            guide.Draw(noise, actual);
            for (int i = 0; i < actual.Length && guide is not null; i++)
            {
                guide = Differ(expected[i], actual[i]) ? null : guide;
            }
        }

        return guide;
    }

    private static GaussianGuide<T>? Candidate<TProgram, T>(TProgram program, int n)
        where TProgram : struct, IModelProgram
        where T : unmanaged, ILane<T>
    {
        (int parameters, int dimension, int rank) = (program.ParameterCount, program.Dimension, program.NoiseCount - n);
        int ofGuide = parameters - (dimension - n);
        var units = new ParameterUnits<TProgram>(program);
        if (rank == 0 && units.IsMeanField && ofGuide == 2 * n)
        {
            (int[] means, int[] logSds) = units.Gaussians();
            return new MeanFieldGuide<T>(means, logSds, parameters, dimension);
        }

        return rank == 0 && ofGuide == n + (n * (n + 1) / 2) ? new FullRankGuide<T>(n, parameters, dimension)
            : rank > 0 && ofGuide == (2 * n) + (n * rank) ? new LowRankGuide<T>(n, rank, parameters, dimension)
            : null;
    }

    private static T[] Unconstrained<TProgram, T>(TProgram program, T[] phi, T[] noise)
        where TProgram : struct, IModelProgram
        where T : unmanaged, ILane<T>
    {
        T[] u = new T[program.Dimension];
        program.Unconstrain<T>(phi, noise, u, new Workspace<T>());
        return u;
    }

    private static T[] Normals<T>(ref Philox random, int count)
        where T : unmanaged, ILane<T>
    {
        T[] values = new T[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = random.NextNormal();
        }

        return values;
    }

    private static bool Differ<T>(T x, T y)
        where T : unmanaged, ILane<T>
        => !(Math.Abs(T.Get(x, 0) - T.Get(y, 0)) <= Rounding * (1 + Math.Abs(T.Get(x, 0))));
}
