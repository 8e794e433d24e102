namespace ProbDsl;

/// <summary>A program with its fitted φ and the type hidden: one virtual call for a whole set of draws.</summary>
internal abstract class FittedProgram
{
    /// <summary>The model's quantities.</summary>
    public abstract IReadOnlyList<QuantityInfo> Quantities { get; }

    /// <summary>How many standard normal variates make a draw.</summary>
    public abstract int NoiseCount { get; }

    /// <summary>How many scalars the quantities have together.</summary>
    public int ScalarCount => Quantities.Scalars();

    /// <summary>How many draws summarise q: at most about 64 MB for a model with very many scalars, but never fewer than 256.</summary>
    public int SummaryDraws(FitOptions options)
    {
        int wanted = Math.Max(8, (options.SummaryDraws + 7) / 8 * 8);
        int affordable = (1 << 23) / Math.Max(1, Math.Max(ScalarCount, NoiseCount)) / 8 * 8;
        return Math.Min(wanted, Math.Max(256, affordable));
    }

    /// <summary>A part of the ELBO, averaged over fresh draws; the same draws for each part.</summary>
    public abstract Estimate Average(ElboPart part, int draws, ulong seed);

    /// <summary>The gradient of a part of the ELBO over the fixed draws of a fit.</summary>
    public abstract double[] Gradient(ElboPart part, int draws, ulong seed);

    /// <summary>The gradients of both parts, by blocks of parameters, over the fixed draws of a fit.</summary>
    public abstract GradientDecomposition Decompose(int draws, ulong seed);

    /// <summary>Where the first value that is not finite arises in the draws of <see cref="Average"/>; null when nowhere.</summary>
    public abstract NonFiniteValue? LocateNonFinite(int draws, ulong seed);

    /// <summary>One array per scalar, from evenly spread draws.</summary>
    public abstract double[][] Columns(int draws, ulong seed);

    /// <summary>The moments of <see cref="Columns"/>.</summary>
    public abstract (double Mean, double Sd)[] Moments(int draws, ulong seed);

    /// <summary>One array per independent draw.</summary>
    public abstract double[][] Rows(int draws, ulong seed);

    /// <summary>One array per independent draw from another Gaussian over the unconstrained point.</summary>
    public abstract double[][] Rows(int draws, ulong seed, GaussianShape shape);

    /// <summary>The mean and the covariance, row-major, of scalars under q where each is affine in the noise, so that they are one Gaussian; null where one is not.</summary>
    public abstract (double[] Mean, double[] Covariance)? Affine(int[] scalars);

    /// <summary>q as a Gaussian, with the way to its coordinates from those of an exact posterior; null where it is none, not over all latents, or over more than a thousand.</summary>
    /// <param name="latents">For each place in a point of the exact posterior the scalar whose latent it moves.</param>
    /// <param name="standardised">The latents that are solved for in units of their prior.</param>
    public abstract FittedGaussian? Gaussian(int[] latents, IReadOnlyList<string> standardised);

    /// <summary>log (p(x, u) / q(u)) at weighted draws from another proposal or from q; null where q has no density there that can be evaluated.</summary>
    public abstract double[]? LogRatios(ImportanceDraws draws);

    /// <summary>log (p(x, u) / q(u)) at draws from an exact posterior; null where q has no density there that can be evaluated, or a coordinate is not found.</summary>
    public abstract double[]? LogRatios(ExactPoints draws, IReadOnlyList<string> standardised);

    /// <summary>k̂ of importance weights of draws from q; NaN where they cannot be weighed.</summary>
    public abstract double KHat(FitOptions options);
}

/// <inheritdoc/>
internal sealed class FittedProgram<TProgram>(TProgram program, double[] phi, int laneWidth) : FittedProgram
    where TProgram : struct, IModelProgram
{
    private const int LargestShape = 1000;

    /// <inheritdoc/>
    public override IReadOnlyList<QuantityInfo> Quantities => program.Quantities;

    /// <inheritdoc/>
    public override int NoiseCount => program.NoiseCount;

    /// <inheritdoc/>
    public override Estimate Average(ElboPart part, int draws, ulong seed)
        => LaneDispatch.Invoke<FreshAverage<TProgram>, Estimate>(new FreshAverage<TProgram>(program, phi, part, new FreshDraws(draws), seed), laneWidth);

    /// <inheritdoc/>
    public override double[] Gradient(ElboPart part, int draws, ulong seed)
        => LaneDispatch.Invoke<PartGradient<TProgram>, double[]>(
            new PartGradient<TProgram>(program, phi, part, FixedDraws.Shared(draws, program.NoiseCount, seed, Streams.FixedDraws)), laneWidth);

    /// <inheritdoc/>
    public override GradientDecomposition Decompose(int draws, ulong seed)
    {
        var fixedDraws = FixedDraws.Shared(draws, program.NoiseCount, seed, Streams.FixedDraws);
        var moments = new GradientMoments(phi.Length);
        var workspace = new Workspace<Scalar>();
        double[] reconstruction = new double[phi.Length], pull = new double[phi.Length];
        for (int k = 0; k < fixedDraws.Count; k++)
        {
            ReadOnlySpan<Scalar> noise = ScalarSpan.Cast(fixedDraws.Draw(k));
            program.Reconstruction(ScalarSpan.Cast(phi), noise, ScalarSpan.Cast(reconstruction.AsSpan()), workspace);
            program.Kl(ScalarSpan.Cast(phi), noise, ScalarSpan.Cast(pull.AsSpan()), workspace);
            for (int i = 0; i < pull.Length; i++)
            {
                pull[i] = -pull[i];
            }

            moments.Add(reconstruction, pull);
        }

        return moments.ToDecomposition(program.ParameterBlocks);
    }

    /// <inheritdoc/>
    public override NonFiniteValue? LocateNonFinite(int draws, ulong seed)
    {
        FixedDraws fresh = new FreshDraws(draws).All(program.NoiseCount, seed);
        for (int k = 0; k < fresh.Count; k++)
        {
            if (program.LocateNonFinite(phi, fresh.Draw(k)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public override double[][] Columns(int draws, ulong seed)
        => LaneDispatch.Invoke<GuideColumns<TProgram>, double[][]>(new GuideColumns<TProgram>(program, phi, SummaryNoise(draws, seed), ScalarCount), laneWidth);

    /// <inheritdoc/>
    public override (double Mean, double Sd)[] Moments(int draws, ulong seed)
        => LaneDispatch.Invoke<GuideMoments<TProgram>, (double, double)[]>(new GuideMoments<TProgram>(program, phi, SummaryNoise(draws, seed), ScalarCount), laneWidth);

    /// <inheritdoc/>
    public override double[][] Rows(int draws, ulong seed)
    {
        var random = new Philox(seed, Streams.Draws);
        var workspace = new Workspace<Scalar>();
        double[] noise = new double[program.NoiseCount];
        int scalars = ScalarCount;
        double[][] rows = new double[draws][];
        for (int k = 0; k < draws; k++)
        {
            for (int c = 0; c < noise.Length; c++)
            {
                noise[c] = random.NextNormal();
            }

            rows[k] = new double[scalars];
            program.Sample(ScalarSpan.Cast(phi), ScalarSpan.Cast(noise), ScalarSpan.Cast(rows[k].AsSpan()), workspace);
        }

        return rows;
    }

    /// <inheritdoc/>
    public override double[][] Rows(int draws, ulong seed, GaussianShape shape)
    {
        var random = new Philox(seed, Streams.Draws);
        var workspace = new Workspace<Scalar>();
        double[] noise = new double[shape.Count];
        Scalar[] u = new Scalar[program.Dimension];
        int scalars = ScalarCount;
        double[][] rows = new double[draws][];
        for (int k = 0; k < draws; k++)
        {
            for (int c = 0; c < noise.Length; c++)
            {
                noise[c] = random.NextNormal();
            }

            shape.Place(ScalarSpan.Cast(noise.AsSpan()), u);
            rows[k] = new double[scalars];
            program.Constrain<Scalar>(u, ScalarSpan.Cast(rows[k].AsSpan()), workspace);
        }

        return rows;
    }

    /// <inheritdoc/>
    public override (double[] Mean, double[] Covariance)? Affine(int[] scalars) => GuideRatios.Affine(program, phi, scalars);

    // q as a Gaussian over the unconstrained point; null where it is none, or of more than a thousand latents.
    private GaussianShape? Shape() => program.HasUnconstrainedDraw && program.Dimension <= LargestShape ? GaussianShape.Of(program, phi) : null;

    /// <inheritdoc/>
    public override FittedGaussian? Gaussian(int[] latents, IReadOnlyList<string> standardised)
        => Shape() is { } q && q.Count == latents.Length ? new FittedGaussian<TProgram>(program, q, latents, standardised) : null;

    /// <inheritdoc/>
    public override double[]? LogRatios(ImportanceDraws draws) => GuideRatios.LogRatios(program, phi, draws);

    /// <inheritdoc/>
    public override double[]? LogRatios(ExactPoints draws, IReadOnlyList<string> standardised)
        => Shape() is { } q ? new DrawsInCoordinates<TProgram>(program, draws, standardised).LogRatios(q) : null;

    /// <inheritdoc/>
    public override double KHat(FitOptions options)
        => LaneDispatch.Invoke<GuideWeights, double>(new GuideWeights(program, phi, options), laneWidth);

    private FixedDraws SummaryNoise(int draws, ulong seed) => FixedDraws.Shared(draws, program.NoiseCount, seed, Streams.Summary);

    private readonly struct GuideWeights(TProgram program, double[] phi, FitOptions options) : ILaneAction<double>
    {
        public double Invoke<T>()
            where T : unmanaged, ILane<T>
            => new CorrectionSearch<TProgram, T>(program, options).OfGuide(phi)?.Smoothing.Shape ?? double.NaN;
    }
}
