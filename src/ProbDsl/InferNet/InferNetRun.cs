using System.Diagnostics;

namespace ProbDsl;

/// <summary>What a run of Infer.NET gave, or why it gave nothing. Made by generated code.</summary>
public sealed class InferNetRun
{
    private readonly List<IContinuousDistribution> _marginals = [];
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>Begins a run.</summary>
    /// <param name="modelName">The model's name.</param>
    /// <param name="algorithm">The algorithm.</param>
    /// <param name="quantities">The latents, in declaration order.</param>
    public InferNetRun(string modelName, InferNetAlgorithm algorithm, IReadOnlyList<QuantityInfo> quantities)
        => (ModelName, Algorithm, Quantities) = (modelName, algorithm, quantities);

    /// <summary>The model's name.</summary>
    public string ModelName { get; }

    /// <summary>The algorithm.</summary>
    public InferNetAlgorithm Algorithm { get; }

    /// <summary>The latents, in declaration order.</summary>
    public IReadOnlyList<QuantityInfo> Quantities { get; }

    /// <summary>What the posterior is worth.</summary>
    public InferNetAccuracy Accuracy { get; set; }

    /// <summary>The log evidence as the algorithm gives it; NaN for none.</summary>
    public double LogEvidence { get; set; } = double.NaN;

    /// <summary>Why there is no posterior; null where there is one.</summary>
    public string? Reason { get; private set; }

    /// <summary>How many iterations the algorithm makes where nothing is asked for. There is no test of convergence; a Gibbs sampler's burn-in counts.</summary>
    public int DefaultIterations => Algorithm switch
    {
        InferNetAlgorithm.ExpectationPropagation => 50,
        InferNetAlgorithm.VariationalMessagePassing => 500,
        _ => 20_000,
    };

    internal double Milliseconds => Stopwatch.GetElapsedTime(_start).TotalMilliseconds;

    internal IReadOnlyList<IContinuousDistribution> Marginals => _marginals;

    /// <summary>Adds the marginal of the next scalar.</summary>
    /// <param name="mean">Its mean.</param>
    /// <param name="variance">Its variance, not the standard deviation.</param>
    public void AddNormal(double mean, double variance) => _marginals.Add(new Normal(mean, Math.Sqrt(variance)));

    /// <summary>Adds the marginal of the next scalar.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="rate">Its rate.</param>
    public void AddGamma(double shape, double rate) => _marginals.Add(Gamma.FromShapeAndRate(shape, rate));

    /// <summary>Adds the marginal of the next scalar.</summary>
    /// <param name="alpha">α.</param>
    /// <param name="beta">β.</param>
    public void AddBeta(double alpha, double beta) => _marginals.Add(new Beta(alpha, beta));

    /// <summary>Adds the probability of the next state of a discrete latent.</summary>
    /// <param name="probability">The probability.</param>
    public void AddProbability(double probability) => _marginals.Add(new StateProbability(probability));

    /// <summary>Ends the run without a posterior.</summary>
    /// <param name="reason">Why, to be read after "because".</param>
    /// <returns>This run.</returns>
    public InferNetRun Fail(string reason)
    {
        (Reason, LogEvidence, Accuracy) = (reason, double.NaN, InferNetAccuracy.Approximate);
        _marginals.Clear();
        return this;
    }

    /// <summary>Ends the run without a posterior, because something was thrown.</summary>
    /// <param name="failure">What was thrown: by Infer.NET, or by the model's data code.</param>
    /// <returns>This run.</returns>
    public InferNetRun Fail(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        string message = failure.Message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        return Fail(failure is ModelDataException ? message : $"Infer.NET failed with {failure.GetType().Name}: {message}");
    }
}
