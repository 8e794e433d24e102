namespace ProbDsl;

/// <summary>Places where chains start that are far from each other: in different hills, where a fit finds several, else at two ends of what it found.</summary>
/// <remarks>
/// Chains that all start in one of two hills agree with each other, and R̂ tells nothing of the other. A fit to the same model looks about from further starts
/// (<see cref="MultiStart"/>); what it finds only decides where chains begin, not what they draw.
/// </remarks>
internal readonly struct ReferenceStarts<TProgram>(TProgram program, double[] phi, FitOptions options) : ILaneAction<double[][]>
    where TProgram : struct, IModelProgram
{
    // Of a hundred draws as many lie beyond each end.
    private const double End = 0.05;

    // The standard score with End of the mass beyond it.
    private const double EndScore = 1.6448536269514722;

    /// <summary>Unconstrained points, the farthest from each other first; none where no fit is finite or a q is declared.</summary>
    public double[][] Invoke<T>()
        where T : unmanaged, ILane<T>
    {
        if (GaussianRefinement.Run<TProgram, T>(program, phi, options) is not { } refined)
        {
            return program.HasUnconstrainedDraw ? AboutTheFit() : [];
        }

        if (new CorrectionSearch<TProgram, T>(program, options).Run(refined.Shape) is not { } found)
        {
            return [];
        }

        Proposal proposal = found.Draws.Proposal!;
        List<double[]> hills = [.. proposal.Centres, .. (found.Missed ?? []).Select(hill => hill.Place)];
        double[][] places = hills.Count > 0 ? FarthestFirst([.. hills, new double[proposal.Count]]) : Ends(found);
        return Array.ConvertAll(places, y => Place(proposal, y));
    }

    // With more latents than a full-rank Gaussian is fitted to: the mirror image of the fit, which is in the other hill of what is known only up to its sign, and
    // an end of q, with a random sign in each coordinate.
    private double[][] AboutTheFit()
    {
        Scalar[] lanePhi = Array.ConvertAll(phi, x => (Scalar)x), noise = new Scalar[program.NoiseCount], u = new Scalar[program.Dimension];
        var workspace = new Workspace<Scalar>();
        program.Unconstrain(lanePhi, noise, u, workspace);
        double[] mirrored = Array.ConvertAll(u, x => -x.Value);
        var random = new Philox(options.Seed, Streams.OtherStarts);
        foreach (ref Scalar x in noise.AsSpan())
        {
            x = random.NextDouble() < 0.5 ? -EndScore : EndScore;
        }

        program.Unconstrain(lanePhi, noise, u, workspace);
        return [mirrored, Array.ConvertAll(u, x => x.Value)];
    }

    private static double[] Place(Proposal proposal, double[] y)
    {
        double[] u = (double[])proposal.Shape.Mean.Clone();
        proposal.Place<Scalar>(ScalarSpan.Cast(y), ScalarSpan.Cast(u.AsSpan()));
        return u;
    }

    // The two that are farthest apart, then always the one that is farthest from all before.
    private static double[][] FarthestFirst(List<double[]> places)
    {
        List<double[]> chosen = [places.MaxBy(x => places.Max(y => Distance(x, y)))!];
        while (chosen.Count < places.Count)
        {
            chosen.Add(places.MaxBy(x => chosen.Min(y => Distance(x, y)))!);
        }

        return [.. chosen];
    }

    // Draws from the posterior towards both ends of the direction in which they are spread most, in the coordinates in which the proposal is standard.
    private static double[][] Ends(Correction found)
    {
        Proposal proposal = found.Draws.Proposal!;
        int n = proposal.Count;
        int[] resampled = found.Resampled;
        double[][] draws = Array.ConvertAll(resampled, k =>
        {
            double[] y = new double[n];
            found.Draws.Standard(k, ScalarSpan.Cast(y.AsSpan()));
            return y;
        });
        double[] direction = proposal.Direction ?? Widest(draws, n);
        double[] along = Array.ConvertAll(draws, y => VectorMath.Dot(y, direction));
        int[] order = [.. Enumerable.Range(0, draws.Length).OrderBy(k => along[k])];
        return [draws[order[(int)(End * order.Length)]], draws[order[(int)((1 - End) * order.Length)]]];
    }

    // The leading eigenvector of the covariance, by a few powers of it.
    private static double[] Widest(double[][] draws, int n)
    {
        double[] covariance = Correlations.Covariances(draws, [.. Enumerable.Range(0, n)]), direction = new double[n];
        Array.Fill(direction, 1);
        for (int round = 0; round < 50; round++)
        {
            double[] next = [.. Enumerable.Range(0, n).Select(i => VectorMath.Dot(covariance.AsSpan(i * n, n), direction))];
            double length = Math.Sqrt(VectorMath.Dot(next, next));
            direction = length > 0 ? Array.ConvertAll(next, x => x / length) : direction;
        }

        return direction;
    }

    private static double Distance(double[] x, double[] y) => x.Zip(y, (a, b) => (a - b) * (a - b)).Sum();
}
