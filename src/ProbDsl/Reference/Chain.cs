namespace ProbDsl;

/// <summary>What one chain has drawn, and how it went.</summary>
internal sealed record ChainResult(double[][] Values, double[] Energies, int Divergences, int DepthHits, long Evaluations, double StepSize)
{
    /// <summary>The energy Bayesian fraction of missing information, Σ (Eᵢ − Eᵢ₋₁)² / Σ (Eᵢ − Ē)² (Betancourt 2016).</summary>
    public double Bfmi
    {
        get
        {
            double mean = Energies.Average(), steps = 0, spread = 0;
            for (int i = 0; i < Energies.Length; i++)
            {
                steps += i == 0 ? 0 : (Energies[i] - Energies[i - 1]) * (Energies[i] - Energies[i - 1]);
                spread += (Energies[i] - mean) * (Energies[i] - mean);
            }

            return spread > 0 ? steps / spread : double.NaN;
        }
    }
}

/// <summary>Runs one chain: a start, the warm-up, the draws.</summary>
internal static class Chain
{
    private const int Starts = 100;
    private const double StartRange = 2;

    /// <summary>Runs it; null where the density is finite at none of its starts.</summary>
    /// <param name="program">The model.</param>
    /// <param name="centrings">The coordinates.</param>
    /// <param name="options">Settings.</param>
    /// <param name="chain">Which chain.</param>
    /// <param name="start">Where it starts; null, or where the density is not finite there, at random.</param>
    public static ChainResult? Run<TProgram>(TProgram program, double[] centrings, ReferenceOptions options, int chain, double[]? start)
        where TProgram : struct, IModelProgram
    {
        var random = new Philox(options.Seed, Streams.Reference + (ulong)chain * Streams.Count);
        var space = new PhaseSpace<TProgram>(program, centrings);
        int dimension = space.Dimension;
        var point = new PhasePoint(dimension);
        if (!IsFiniteAt(space, point, start) && !TryStart(space, point, ref random))
        {
            return null;
        }

        var sampler = new NoUTurnSampler<TProgram>(space, options.MaxTreeDepth, new Philox(options.Seed, Streams.Reference + (ulong)(options.Chains + chain) * Streams.Count));
        var adaptation = new StepSizeAdaptation(options.TargetAcceptance);
        var windows = new VarianceWindows(dimension, options.Warmup);
        sampler.GuessStepSize(point);
        adaptation.Begin(sampler.StepSize);
        for (int k = 0; k < options.Warmup; k++)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            sampler.Move(point);
            sampler.StepSize = adaptation.Next(sampler.Acceptance);
            if (windows.Add(k, point.Position, space.Variances))
            {
                sampler.GuessStepSize(point);
                adaptation.Begin(sampler.StepSize);
            }
        }

        sampler.StepSize = options.Warmup > 0 ? adaptation.Average : sampler.StepSize;
        int scalars = program.Quantities.Scalars(), divergences = 0, hits = 0;
        var workspace = new Workspace<Scalar>();
        Scalar[] u = [.. new Scalar[dimension], .. centrings.Select(c => (Scalar)c)];
        double[][] values = new double[options.Draws][];
        double[] energies = new double[options.Draws];
        for (int k = 0; k < options.Draws; k++)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            sampler.Move(point);
            divergences += sampler.Diverged ? 1 : 0;
            hits += sampler.Depth == options.MaxTreeDepth ? 1 : 0;
            energies[k] = sampler.Energy;
            for (int i = 0; i < dimension; i++)
            {
                u[i] = point.Position[i];
            }

            values[k] = new double[scalars];
            program.Constrain<Scalar>(u, ScalarSpan.Cast(values[k].AsSpan()), workspace);
        }

        return new ChainResult(values, energies, divergences, hits, space.Evaluations, sampler.StepSize);
    }

    private static bool IsFiniteAt<TProgram>(PhaseSpace<TProgram> space, PhasePoint point, double[]? start)
        where TProgram : struct, IModelProgram
    {
        if (start is null)
        {
            return false;
        }

        start.AsSpan(0, space.Dimension).CopyTo(point.Position);
        return IsFinite(space, point);
    }

    private static bool IsFinite<TProgram>(PhaseSpace<TProgram> space, PhasePoint point)
        where TProgram : struct, IModelProgram
    {
        space.Evaluate(point);
        return double.IsFinite(point.LogDensity) && VectorMath.AllFinite(point.Gradient);
    }

    // Uniform on ±2 for each coordinate of the unconstrained scale, as in Stan.
    private static bool TryStart<TProgram>(PhaseSpace<TProgram> space, PhasePoint point, ref Philox random)
        where TProgram : struct, IModelProgram
    {
        for (int attempt = 0; attempt < Starts; attempt++)
        {
            for (int i = 0; i < point.Position.Length; i++)
            {
                point.Position[i] = StartRange * (2 * random.NextDouble() - 1);
            }

            if (IsFinite(space, point))
            {
                return true;
            }
        }

        return false;
    }
}
