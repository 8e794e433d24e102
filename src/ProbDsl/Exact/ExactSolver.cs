namespace ProbDsl;

/// <summary>Integrates a model over its latents, each as its route says.</summary>
/// <remarks>
/// A hierarchy in its own coordinates has precisions of 1/scale² that cancel when its latents are eliminated; where the scale is next to nothing, nothing is left of the
/// data. What was lost is known once the system is solved. Where it is more than a few digits, everything is done again in <see cref="DoubleDouble{T}"/>.
/// </remarks>
internal readonly struct ExactSolver<TProgram>(TProgram program, ExactRoute route) : ILaneAction<ExactSolution>
    where TProgram : struct, IModelProgram
{
    // Nodes of less weight change no digit.
    private const double Negligible = 1e-18;

    // Four digits of sixteen, for each Gaussian latent.
    private const double MostRounding = 1e-12;

    // Of log p(x).
    private const double MostRoundingAtAll = 0.5;

    public ExactSolution Invoke<T>()
        where T : unmanaged, ILane<T>
    {
        var places = new LatentPlaces(program.Quantities, route, route.Standardised);
        if (places.Numerical.Length > ExactRoute.MostQuadrature)
        {
            throw new InvalidOperationException(
                $"{program.Name}.Exact: with this data {places.Numerical.Length} numbers would have to be integrated over numerically, more than {ExactRoute.MostQuadrature}. The way is: {route.Text}.");
        }

        ExactSolution? solution = null;
        try
        {
            solution = Solve<T>(places);
        }
        catch (InvalidOperationException failure) when (places.Gaussian.Length == 0)
        {
            throw Named(failure);
        }
        catch (InvalidOperationException)
        {
            // What looks improper may be a system that is singular to rounding.
        }

        if (solution is not null && solution.Rounding <= MostRounding * places.Gaussian.Length)
        {
            return solution;
        }

        try
        {
            ExactSolution again = Solve<DoubleDouble<T>>(places);
            return again.Rounding <= MostRoundingAtAll ? again
                : throw new InvalidOperationException("the posterior is improper, or so near to it that no digit of its volume is left in 32.");
        }
        catch (InvalidOperationException failure)
        {
            throw Named(failure);
        }
    }

    private ExactSolution Solve<T>(LatentPlaces places)
        where T : unmanaged, ILane<T>
    {
        var density = new NumericalDensity<TProgram, T>(program, places);
        if (places.Numerical.Length == 0)
        {
            double log = density.At([[]])[0];
            return double.IsFinite(log) ? Solved(places, density, null, [[]], [1], log, 0)
                : throw new InvalidOperationException("the posterior is improper, or the log joint is not finite.");
        }

        List<(double[] Place, double Value)> modes = ModeSearch.Run(density.At, density.Dimension);
        if (modes.Count == 0)
        {
            throw new InvalidOperationException("the log joint is finite at none of the starts, or the posterior is improper given the latents that are integrated over numerically.");
        }

        var grid = new SinhGrid(density.At, modes, ModeSearch.Scales(density.At, modes[0].Place, modes[0].Value));
        SinhGrid.Result result = grid.Run();
        double[] weights = Array.ConvertAll(result.LogWeights, Math.Exp);
        int[] kept = [.. Enumerable.Range(0, weights.Length).Where(k => weights[k] > Negligible)];
        return Solved(places, density, (grid, result.Step), [.. kept.Select(k => result.Points[k])], [.. kept.Select(k => weights[k])], result.LogIntegral, result.Error);
    }

    private InvalidOperationException Named(InvalidOperationException failure) => new($"{program.Name}.Exact: {failure.Message}", failure);

    private ExactSolution<TProgram, T> Solved<T>(
        LatentPlaces places, NumericalDensity<TProgram, T> density, (SinhGrid Grid, double Step)? grid, double[][] points, double[] weights, double log, double error)
        where T : unmanaged, ILane<T>
        => new(program, places, route.Standardised, density, grid, points, weights) { LogEvidence = log, QuadratureError = error, Nodes = points.Length };
}
