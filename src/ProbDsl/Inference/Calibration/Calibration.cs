using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text;

namespace ProbDsl;

/// <summary>Simulation-based calibration: parameters from the prior, data from the likelihood, a fit to them, many times over.</summary>
/// <remarks>
/// <para>Where the fits are right, the posterior probability p of at most the true value is uniform between 0 and 1 for every scalar, whatever the
/// model (Talts, Betancourt, Simpson, Vehtari and Gelman 2018). Where their histogram is not symmetric, the fits are biased (Yao, Vehtari, Simpson
/// and Gelman 2018); where it has the form of a ∪, they are too narrow. A generated model does all of it:</para>
/// <code>Calibration calibration = model.Calibrate(data => new EightSchools(data.Effect, standardError));</code>
/// <para>It says how the fit does over data as the prior makes them, on average; nothing about one data set. With 200 simulations
/// of ten scalars it sees, with a chance of nine in ten, a bias of 0.45 standard deviations, or a
/// <see cref="ScalarCalibration.Scatter"/> of 1.3 or 0.75; four times the simulations see half of that.</para>
/// </remarks>
public sealed class Calibration
{
    // A procedure that is right is called wrong in one of a hundred uses.
    private const double FalseAlarms = 0.01;

    // The fewest of which two bins can be tested with ten expected in each.
    private const int FewestSimulations = 20;

    private Calibration(string modelName, int reliable, int failed, IReadOnlyList<ScalarCalibration> scalars)
        => (ModelName, Reliable, Failed, Scalars) = (modelName, reliable, failed, scalars);

    /// <summary>The model's name.</summary>
    public string ModelName { get; }

    /// <summary>How many fits call themselves reliable.</summary>
    public int Reliable { get; }

    /// <summary>How many fits gave no finite numbers. They are left out of everything else.</summary>
    public int Failed { get; }

    /// <summary>What was found for each scalar of each quantity, in declaration order.</summary>
    public IReadOnlyList<ScalarCalibration> Scalars { get; }

    /// <summary>
    /// Whether no fit failed and no test rejects. The tests share a probability of 1 % to reject a procedure that is right: each has that divided by
    /// their number (Bonferroni).
    /// </summary>
    public bool IsCalibrated => Failed == 0 && Scalars.All(x => x.IsCalibrated);

    /// <summary>Runs simulations, as many at a time as there are processors.</summary>
    /// <param name="simulations">How many, at least 20.</param>
    /// <param name="seed">Chooses them. The same seed gives the same bits for any number of processors.</param>
    /// <param name="simulate">
    /// Makes one simulation of the seed that it is given: draws parameters and data, fits, and returns the true value of every scalar in the order of
    /// <see cref="FitResult.Scalars"/>, with the fit. Called by several threads at once.
    /// </param>
    /// <param name="cancellation">Ends everything with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>What was found.</returns>
    public static Calibration Run(
        int simulations, ulong seed, Func<ulong, (double[] Truth, FitResult Fit)> simulate, CancellationToken cancellation = default)
        => Run(simulations, seed, simulate, new ParallelOptions { CancellationToken = cancellation });

    internal static Calibration Run(int simulations, ulong seed, Func<ulong, (double[] Truth, FitResult Fit)> simulate, ParallelOptions parallel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(simulations, FewestSimulations);
        ArgumentNullException.ThrowIfNull(simulate);
        var runs = new CalibrationRun[simulations];
        try
        {
            Parallel.For(0, simulations, parallel, i => runs[i] = CalibrationRun.Of(simulate(new Philox(seed, (ulong)i).NextUInt64())));
        }
        catch (AggregateException problems)
        {
            ExceptionDispatchInfo.Throw(problems.InnerExceptions[0]);
        }

        CalibrationRun[] whole = [.. runs.Where(run => run.Probabilities is not null)];
        IReadOnlyList<string> names = runs[0].Names;
        double level = FalseAlarms / (3.0 * Math.Max(1, names.Count));
        return new Calibration(
            runs[0].ModelName,
            runs.Count(run => run.IsReliable),
            simulations - whole.Length,
            [.. names.Select((name, c) => new ScalarCalibration(name, Array.ConvertAll(whole, run => run.Probabilities![c]), level))]);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        int count = Scalars.Count == 0 ? 0 : Scalars[0].Probabilities.Count;
        text.Append(CultureInfo.InvariantCulture, $"{ModelName}, {count} simulated data sets: {(IsCalibrated ? "calibrated" : "not calibrated")}; {Reliable} fits call themselves reliable");
        text.Append(CultureInfo.InvariantCulture, $"{(Failed > 0 ? $", {Failed} more failed" : "")}.");
        foreach (ScalarCalibration scalar in Scalars)
        {
            text.Append('\n').Append(scalar);
        }

        return text.ToString();
    }
}
