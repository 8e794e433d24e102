namespace ProbDsl;

/// <summary>How a stochastic fit turns gradients into steps. The result is the average of the iterates for each of them.</summary>
public enum StochasticMethod
{
    /// <summary>
    /// Adam with momentum; <see cref="StochasticOptions.WeightDecay"/> above 0 makes it AdamW. A gradient is divided by the root mean square of
    /// those before it, never by its own size: dividing by what is correlated with the numerator would move the point where steps average to zero.
    /// </summary>
    Adam,

    /// <summary>Gradient steps, scaled by the square of each parameter's unit (q's standard deviation for a mean), which is the same throughout a block of steps.</summary>
    Sgd,

    /// <summary>
    /// Gradient steps divided by the Fisher information of a mean-field Gaussian, 1/σ² for a mean and 2 for a log σ. Parameters θ of p take steps as <see cref="Sgd"/>.
    /// </summary>
    NaturalGradient,
}
