namespace ProbDsl;

/// <summary>Integrates a model over its latents, each as its route says.</summary>
internal readonly struct ExactSolver<TProgram>(TProgram program, ExactRoute route) : ILaneAction<ExactSolution>
    where TProgram : struct, IModelProgram
{
    // Nodes of less weight change no digit.
    private const double Negligible = 1e-18;

    public ExactSolution Invoke<T>()
        where T : unmanaged, ILane<T>
    {
        var places = new LatentPlaces(program.Quantities, route, route.Standardised);
        if (places.Numerical.Length > ExactRoute.MostQuadrature)
        {
            throw new InvalidOperationException(
                $"{program.Name}.Exact: with this data {places.Numerical.Length} numbers would have to be integrated over numerically, more than {ExactRoute.MostQuadrature}. The way is: {route.Text}.");
        }

        var density = new NumericalDensity<TProgram, T>(program, places);
        try
        {
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
        catch (InvalidOperationException failure)
        {
            throw new InvalidOperationException($"{program.Name}.Exact: {failure.Message}", failure);
        }
    }

    private ExactSolution<TProgram, T> Solved<T>(
        LatentPlaces places, NumericalDensity<TProgram, T> density, (SinhGrid Grid, double Step)? grid, double[][] points, double[] weights, double log, double error)
        where T : unmanaged, ILane<T>
        => new(program, places, route.Standardised, density, grid, points, weights) { LogEvidence = log, Error = error, Nodes = points.Length };
}
