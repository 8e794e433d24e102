namespace ProbDsl;

/// <summary>Settings of a stochastic fit: <c>model.Fit(new FitOptions { Stochastic = new() })</c>.</summary>
public sealed record StochasticOptions
{
    /// <summary>How steps are made.</summary>
    public StochasticMethod Method { get; init; } = StochasticMethod.Adam;

    /// <summary>How a draw becomes a gradient.</summary>
    public GradientEstimator Estimator { get; init; } = GradientEstimator.ClosedFormEntropy;

    /// <summary>About how many rows of the subsampled plate a step sees. Without a subsampled plate each step sees all data.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>Draws of noise a step, a multiple of 8, or as many sets of draws under <see cref="GradientEstimator.DoublyReparameterised"/>. They come in pairs of opposite sign.</summary>
    public int Draws { get; init; } = 8;

    /// <summary>The first step size, which later shrinks by itself, for the parameters of rows apart from the others; null for that of the method: 0.05 for Adam, 0.2 for the others.</summary>
    public double? StepSize { get; init; }

    /// <summary>A step whose root mean square, in units of the parameters, is above this is shortened to it.</summary>
    public double ClipNorm { get; init; } = 0.5;

    /// <summary>The factor λ of decoupled weight decay, φ ← φ − γ·λ·φ: a pull to 0 that moves the optimum on purpose. A row's own parameters decay when a step sees the row.</summary>
    public double WeightDecay { get; init; }

    /// <summary>
    /// Converged when the Monte-Carlo standard error of each averaged parameter is at most this, in its unit: q's standard deviation for a mean,
    /// 1 for everything else. So 0.002 is 1/500 of a standard deviation, and 0.2 % of one.
    /// </summary>
    public double Tolerance { get; init; } = 0.002;

    /// <summary>The largest number of steps.</summary>
    public long MaxSteps { get; init; } = 2_000_000;

    /// <summary>The file that the fit saves itself to, and resumes from where the file exists; null for none.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>The least time between two saves. At the end it saves in any case; a fit that is cancelled resumes from its last save.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(30);
}
