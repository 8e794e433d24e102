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

    /// <summary>Runs the chains side by side.</summary>
    /// <exception cref="InvalidOperationException">The density is finite at none of the starts.</exception>
    public static ReferenceRun Of<TProgram>(TProgram program, ReferenceOptions options)
        where TProgram : struct, IModelProgram
    {
        long started = Stopwatch.GetTimestamp();
        double[] centrings = Centrings.Of(program, options);
        var chains = new ChainResult?[options.Chains];
        Portions.Run(chains.Length, c => chains[c] = Chain.Run(program, centrings, options, c));
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
