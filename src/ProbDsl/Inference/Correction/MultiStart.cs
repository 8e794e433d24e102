namespace ProbDsl;

/// <summary>Climbs the posterior from several starts, far from the fit and near the origin, to see whether there is another hill that the draws miss.</summary>
/// <remarks>
/// What is climbed is the ELBO of a Gaussian as wide as the proposal, which has an end also where the density itself has none. At the top,
/// E log p plus the entropy is a lower bound of the log mass there, best over a few widths. With share w̄ of the mass and log weight w at the
/// top about S·w̄/eʷ of S draws fall into it: too few, and neither k̂ nor the effective number of draws can tell that it exists.
/// </remarks>
internal static class MultiStart
{
    private const int Draws = 16;
    private const int FewestDraws = 30;

    // Closer to the proposal's centre than this many of its standard deviations is the hill that it stands on.
    private const double OtherHill = 4;
    private const double Home = 3;

    // A share that moves the mean, in standard deviations, or the variance, by less does no harm.
    private const double Harmless = 0.05;

    private const int Pairs = 10;

    // Side by side, each with its own memory.
    private const int ClimbingParties = 4;
    private const double SpreadOfOrigins = 2;

    // π(√5 − 1)/2: any few multiples of it are spread over the half circle.
    private const double GoldenAngle = 1.9416110387254666;
    private static readonly double[] s_distances = [6, 6, 12, 12, 12, 30, 30, 30];
    private static readonly double[] s_widths = [1, 0.3, 0.1];

    /// <summary>The top of a hill that the draws miss, in the coordinates of the proposal.</summary>
    /// <param name="Place">Where it is.</param>
    /// <param name="Width">How wide a Gaussian there serves best, as a share of the shape.</param>
    /// <param name="Share">Its mass, at least, as a share of what was found.</param>
    public sealed record Hill(double[] Place, double Width, double Share);

    /// <summary>What the starts that ended where draws are missing have found, and how many starts there were.</summary>
    public sealed record Result(IReadOnlyList<Hill> Missed, int Starts)
    {
        /// <summary>The largest share.</summary>
        public double Share => Missed.Max(hill => hill.Share);
    }

    /// <summary>Climbs from all starts about a proposal, begun as soon as it is known, while its draws are still being weighed.</summary>
    /// <param name="Proposal">The proposal.</param>
    /// <param name="Parties">What each party found: every so many-th top.</param>
    public sealed record Climbs(Proposal Proposal, Errand<double[][]>[] Parties)
    {
        /// <summary>Ends them, but for those under way.</summary>
        public void Withdraw() => Array.ForEach(Parties, party => party.Withdraw());
    }

    /// <summary>Sends the parties out.</summary>
    public static Climbs Send<TProgram, T>(TProgram program, Proposal proposal, FitOptions options)
        where TProgram : struct, IModelProgram
        where T : unmanaged, ILane<T>
    {
        int n = proposal.Count;
        FixedDraws draws = Spread(proposal, options);
        var random = new Philox(options.Seed, Streams.OtherStarts + Streams.Count);
        var directions = new List<double[]>();
        for (int pair = 0; pair < Pairs; pair++)
        {
            directions.Add(Direction(ref random, n, directions));
        }

        double[][] Climb(int party)
        {
            var objective = new SmoothedDensity<TProgram, T>(program, proposal.Shape, draws);
            var optimiser = new Lbfgs(n, new LbfgsOptions { MaxIterations = 60, GainTolerance = 1e-3, FirstStep = 0.5, Until = place => IsHome(proposal.Straight(place)) });
            double[][] tops = new double[2 * Pairs / ClimbingParties][];
            for (int k = 0; k < tops.Length; k++)
            {
                int start = party + k * ClimbingParties;
                tops[k] = Start(proposal, directions[start / 2], start);
                optimiser.Minimise(objective, tops[k]);
            }

            return tops;
        }

        return new Climbs(proposal, [.. Enumerable.Range(0, ClimbingParties).Select(party => Errand<double[][]>.Send(() => Climb(party)))]);
    }

    /// <summary>Judges the tops by the draws, which are from the proposal that was climbed about.</summary>
    public static Result Judge<TProgram, T>(TProgram program, Correction found, Climbs climbs, FitOptions options)
        where TProgram : struct, IModelProgram
        where T : unmanaged, ILane<T>
    {
        Proposal proposal = climbs.Proposal;
        var objective = new SmoothedDensity<TProgram, T>(program, proposal.Shape, Spread(proposal, options));
        double[][][] tops = Array.ConvertAll(climbs.Parties, party => party.Result);
        IEnumerable<double[]> inOrder = Enumerable.Range(0, 2 * Pairs).Select(start => tops[start % ClimbingParties][start / ClimbingParties]);
        return new Result([.. inOrder.Select(top => MissedHill(objective, found, top)).OfType<Hill>()], 2 * Pairs);
    }

    private static FixedDraws Spread(Proposal proposal, FitOptions options) => FixedDraws.Shared(Draws, proposal.Count, options.Seed, Streams.OtherStarts);

    // Each way along a direction: at distances from the proposal, then about the origin.
    private static double[] Start(Proposal proposal, double[] direction, int start)
    {
        int pair = start / 2, sign = start % 2 == 0 ? -1 : 1;
        return pair < s_distances.Length
            ? Array.ConvertAll(direction, x => sign * s_distances[pair] * x)
            : proposal.Shape.NoiseOf(Array.ConvertAll(direction, x => sign * SpreadOfOrigins * Math.Sqrt(direction.Length) * x));
    }

    // So close to the centre the climb goes on to the hill that the proposal stands on, or to one that its draws see.
    private static bool IsHome(double[] place) => VectorMath.Dot(place, place) < Home * Home;

    private static Hill? MissedHill<TProgram, T>(SmoothedDensity<TProgram, T> objective, Correction found, double[] top)
        where TProgram : struct, IModelProgram
        where T : unmanaged, ILane<T>
    {
        Proposal proposal = found.Draws.Proposal!;
        int n = top.Length;
        double[] straight = proposal.Straight(top);
        double square = VectorMath.Dot(straight, straight), logMass = double.NegativeInfinity, best = 0;
        if (!(square > OtherHill * OtherHill))
        {
            return null;
        }

        double[] gradient = new double[n];
        foreach (double width in s_widths)
        {
            objective.Scale = width;
            double entropy = proposal.Shape.LogDeterminant + n * (Math.Log(width) + 0.5 * (1 + Math.Log(2 * Math.PI)));
            double bound = entropy - objective.Evaluate(top, gradient);
            (logMass, best) = bound > logMass ? (bound, width) : (logMass, best);
        }

        objective.Scale = 0;
        double logWeight = -objective.Evaluate(top, gradient) - proposal.LogDensity<Scalar>(ScalarSpan.Cast(straight.AsSpan())).Value - found.LogEvidence.Value;
        double share = Math.Min(1, Math.Exp(logMass - found.LogEvidence.Value));
        return share * (1 + square) > Harmless && found.Draws.Count * share * Math.Exp(-logWeight) < FewestDraws ? new Hill(straight, best, share) : null;
    }

    // At random; orthogonal to as many of the last as there is room for, or in a plane a golden angle on, so that no hill in few dimensions is far
    // from all of them.
    private static double[] Direction(ref Philox random, int n, List<double[]> earlier)
    {
        if (n == 2 && earlier.Count > 0)
        {
            (double sine, double cosine) = Math.SinCos(GoldenAngle);
            return [cosine * earlier[^1][0] - sine * earlier[^1][1], sine * earlier[^1][0] + cosine * earlier[^1][1]];
        }

        double[] direction = new double[n];
        for (int i = 0; i < n; i++)
        {
            direction[i] = random.NextNormal();
        }

        foreach (double[] other in earlier.TakeLast(earlier.Count % n))
        {
            VectorMath.AddScaled(-VectorMath.Dot(direction, other), other, direction);
        }

        double length = Math.Sqrt(VectorMath.Dot(direction, direction));
        return Array.ConvertAll(direction, x => x / length);
    }
}
