using System.Diagnostics;

namespace ProbDsl;

/// <summary>All chains of a reference posterior, and what is computed of them when it is asked for.</summary>
internal sealed class ReferenceRun
{
    private readonly ChainMarginal[] _marginals;

    private ReferenceRun(string name, IReadOnlyList<QuantityInfo> quantities, ChainResult[] chains, double milliseconds)
    {
        (ModelName, Quantities, Chains, Milliseconds) = (name, quantities, chains, milliseconds);
        _marginals = new ChainMarginal[quantities.Scalars()];
        Portions.Run(_marginals.Length, i =>
        {
            _marginals[i] = new ChainMarginal(Array.ConvertAll(chains, c => Array.ConvertAll(c.Values, row => row[i])));
            _ = _marginals[i].Diagnostics.Value;
        });
        Scalars = quantities.Named(i => _marginals[i]);
    }

    public string ModelName { get; }

    public IReadOnlyList<QuantityInfo> Quantities { get; }

    public ChainResult[] Chains { get; }

    public double Milliseconds { get; }

    public ScalarPosterior[] Scalars { get; }

    public ChainDiagnostics[] Diagnostics => Array.ConvertAll(_marginals, m => m.Diagnostics.Value);

    // Every second chain at a place that was found, the others at random, since what a fit has found may not be all.
    private static double[]? StartOf(double[][] starts, int chain) => chain % 2 == 1 && starts.Length > 0 ? starts[chain / 2 % starts.Length] : null;

    /// <summary>Runs the chains side by side.</summary>
    /// <exception cref="InvalidOperationException">The density is finite at none of the starts.</exception>
    public static ReferenceRun Of<TProgram>(TProgram program, ReferenceOptions options)
        where TProgram : struct, IModelProgram
    {
        long started = Stopwatch.GetTimestamp();
        var settings = new FitOptions { Seed = options.Seed, Cancellation = options.Cancellation };
        RoughFit.Result rough = Centrings.Rough(program, settings);
        double[] centrings = Centrings.Of(rough, program.Coordinates.Count);
        double[][] starts = double.IsFinite(rough.Elbo)
            ? LaneDispatch.Invoke<ReferenceStarts<TProgram>, double[][]>(new ReferenceStarts<TProgram>(program, rough.Phi, settings), Lanes.PreferredWidth)
            : [];
        var chains = new ChainResult?[options.Chains];
        Portions.Run(chains.Length, c => chains[c] = Chain.Run(program, centrings, options, c, StartOf(starts, c)));
        if (Array.IndexOf(chains, null) is int failed and >= 0)
        {
            double[] phi = new double[program.ParameterCount], noise = new double[program.NoiseCount];
            program.InitialParameters(phi);
            string where = program.LocateNonFinite(phi, noise) is { } found ? $" {found}." : "";
            throw new InvalidOperationException($"{program.Name}.Reference: the log joint is finite at none of a hundred starts of chain {failed}.{where}");
        }

        return new ReferenceRun(program.Name, program.Quantities, chains!, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }
}
