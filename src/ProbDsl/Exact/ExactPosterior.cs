using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ProbDsl;

/// <summary>The exact posterior of a model: in closed form, or by quadrature to the error that it states.</summary>
/// <remarks>
/// Means, standard deviations, covariances, quantiles and probabilities of latents carry no Monte-Carlo error, nor do those of derived quantities that are of first
/// degree in the Gaussian latents or depend on the numerical ones alone; the others come from 16,384 draws. Generated posteriors derive from it and add a typed property for
/// each quantity. Safe for use by several threads.
/// </remarks>
public class ExactPosterior : Posterior
{
    private readonly ExactSolution _solution;

    private ExactPosterior(string name, IReadOnlyList<QuantityInfo> quantities, ExactRoute route, ExactSolution solution, double milliseconds)
    {
        (ModelName, Quantities, Route, _solution, Milliseconds) = (name, quantities, route, solution, milliseconds);
    }

    /// <summary>Shares everything with another: the constructor for a generated posterior.</summary>
    /// <param name="exact">The posterior to wrap.</param>
    protected ExactPosterior(ExactPosterior exact)
    {
        ArgumentNullException.ThrowIfNull(exact);
        (ModelName, Quantities, Route, _solution, Milliseconds) = (exact.ModelName, exact.Quantities, exact.Route, exact._solution, exact.Milliseconds);
    }

    /// <inheritdoc/>
    public override string ModelName { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<QuantityInfo> Quantities { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<ScalarPosterior> Scalars => _solution.Scalars;

    /// <summary>The log evidence log p(x); its error is that of the quadrature and of rounding.</summary>
    public override Estimate LogEvidence => new(_solution.LogEvidence, _solution.Error);

    /// <summary>How each latent was integrated over.</summary>
    public ExactRoute Route { get; }

    /// <summary>How many nodes of the quadrature count; 1 in closed form.</summary>
    public int Nodes => _solution.Nodes;

    /// <summary>How long it took.</summary>
    public double Milliseconds { get; }

    /// <summary>Solves a model.</summary>
    /// <typeparam name="TProgram">The model's generated code.</typeparam>
    /// <param name="program">The model with its data, in the coordinates in which it is declared.</param>
    /// <param name="route">The way that the compiler found.</param>
    /// <returns>The posterior.</returns>
    /// <exception cref="InvalidOperationException">There is no way, the posterior is improper, or with this data too many numbers are left to quadrature.</exception>
    public static ExactPosterior Solve<TProgram>(TProgram program, ExactRoute route)
        where TProgram : struct, IModelProgram
    {
        ArgumentNullException.ThrowIfNull(route);
        if (!route.Exists)
        {
            throw new InvalidOperationException($"{program.Name}.Exact: {route.Text}. Reference() samples the posterior instead.");
        }

        long started = Stopwatch.GetTimestamp();
        ExactSolution solution = LaneDispatch.Invoke<ExactSolver<TProgram>, ExactSolution>(new ExactSolver<TProgram>(program, route), Lanes.PreferredWidth);
        return new ExactPosterior(program.Name, program.Quantities, route, solution, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    /// <summary>The covariance of two scalars: <c>exact.Covariance(exact.Mu, exact.Theta[4])</c>.</summary>
    /// <param name="first">A scalar of this posterior.</param>
    /// <param name="second">Another, or the same.</param>
    /// <returns>The covariance, in the product of their units; not finite where a variance is not.</returns>
    /// <exception cref="ArgumentException">One is a scalar of another posterior.</exception>
    public double Covariance(ScalarPosterior first, ScalarPosterior second) => _solution.Covariances([PositionOf(first, nameof(first)), PositionOf(second, nameof(second))])[1];

    /// <summary>The correlation of two scalars.</summary>
    /// <param name="first">A scalar of this posterior.</param>
    /// <param name="second">Another, or the same.</param>
    /// <returns>Between −1 and 1; 0 where one does not vary, or has no variance.</returns>
    /// <exception cref="ArgumentException">One is a scalar of another posterior.</exception>
    public double Correlation(ScalarPosterior first, ScalarPosterior second)
        => Correlations.Of(_solution.Covariances([PositionOf(first, nameof(first)), PositionOf(second, nameof(second))]), 2)[1];

    internal override double[] Covariances(int[] scalars) => _solution.Covariances(scalars);

    internal GaussianLaw? Gaussian() => _solution.Gaussian();

    internal ExactPoints Points(int count, ulong seed) => _solution.Points(count, seed);

    internal (double? Value, string Reason) KlTo(FittedProgram fit) => _solution.KlTo(fit);

    private int PositionOf(ScalarPosterior scalar, string name)
    {
        ArgumentNullException.ThrowIfNull(scalar, name);
        int position = Array.IndexOf(_solution.Scalars, scalar);
        return position >= 0 ? position : throw new ArgumentException($"{scalar.Name} is not a scalar of this exact posterior of {ModelName}.", name);
    }

    /// <inheritdoc/>
    public override double[][] DrawValues(int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return _solution.Rows(count, seed);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{ModelName}, exact: {Route.Text}\n");
        text.Append(CultureInfo.InvariantCulture, $"log evidence {TableNumber.Format(LogEvidence.Value, 1e-3)}");
        text.Append(Nodes == 1 ? "\n\n" : FormattableString.Invariant($", error about {LogEvidence.StandardError:0.0e0}; {Nodes} nodes\n\n"));
        PosteriorTable.Append(text, this, maxElements: 40);
        return text.ToString();
    }
}
