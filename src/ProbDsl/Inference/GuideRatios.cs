namespace ProbDsl;

/// <summary>What is asked of q away from its own draws: its moments where it is one Gaussian, its density at draws of another proposal.</summary>
internal static class GuideRatios
{
    // Sums of some thousand numbers in another order.
    private const double Rounding = 1e-9;

    /// <summary>See <see cref="FittedProgram.Affine"/>. Noise at random shows whether unit noise has told all.</summary>
    public static (double[] Mean, double[] Covariance)? Affine<TProgram>(TProgram program, double[] phi, int[] scalars)
        where TProgram : struct, IModelProgram
    {
        int n = scalars.Length, variates = program.NoiseCount;
        var workspace = new Workspace<Scalar>();
        double[] all = new double[program.Quantities.Scalars()];
        double[] At(double[] noise)
        {
            program.Sample(ScalarSpan.Cast(phi), ScalarSpan.Cast(noise), ScalarSpan.Cast(all.AsSpan()), workspace);
            return Array.ConvertAll(scalars, s => all[s]);
        }

        double[] noise = new double[variates], mean = At(noise), tried = Normals(variates), expected = (double[])mean.Clone(), sizes = Array.ConvertAll(mean, Math.Abs);
        double[] covariance = new double[n * n];
        for (int c = 0; c < variates; c++)
        {
            noise[c] = 1;
            double[] column = At(noise);
            noise[c] = 0;
            for (int i = 0; i < n; i++)
            {
                column[i] -= mean[i];
                expected[i] += tried[c] * column[i];
                sizes[i] += Math.Abs(tried[c] * column[i]);
            }

            for (int i = 0; i < n; i++)
            {
                VectorMath.AddScaled(column[i], column, covariance.AsSpan(i * n, n));
            }
        }

        double[] found = At(tried);
        return Enumerable.Range(0, n).All(i => Math.Abs(found[i] - expected[i]) <= Rounding * sizes[i]) ? (mean, covariance) : null;
    }

    /// <summary>See <see cref="FittedProgram.LogRatios(ImportanceDraws)"/>.</summary>
    public static double[]? LogRatios<TProgram>(TProgram program, double[] phi, ImportanceDraws draws)
        where TProgram : struct, IModelProgram
    {
        if (!program.HasUnconstrainedDraw)
        {
            // Then the draws are from q itself.
            return draws.Proposal is null ? (double[])draws.LogWeights.Clone() : null;
        }

        if (draws.Proposal is not { } proposal || GaussianShape.Of(program, phi) is not { } q || !q.Varying.SequenceEqual(proposal.Shape.Varying))
        {
            return null;
        }

        double constant = -q.LogDeterminant - 0.5 * q.Count * Math.Log(2 * Math.PI);
        Scalar[] y = new Scalar[proposal.Count], u = new Scalar[program.Dimension];
        double[] ratios = new double[draws.Count];
        for (int k = 0; k < ratios.Length; k++)
        {
            draws.Standard<Scalar>(k, y);
            proposal.Place<Scalar>(y, u);
            double[] noise = q.NoiseOf(Array.ConvertAll(q.Varying, i => u[i].Value));
            ratios[k] = draws.LogWeights[k] + proposal.LogDensity<Scalar>(y).Value - constant + 0.5 * VectorMath.Dot(noise, noise);
        }

        return ratios;
    }

    private static double[] Normals(int count)
    {
        var random = new Philox(1);
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = random.NextNormal();
        }

        return values;
    }
}
