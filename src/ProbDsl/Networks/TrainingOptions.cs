namespace ProbDsl;

/// <summary>Settings of the training of a model with networks.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the data; each sees every row once, in a new order.</summary>
    public int Epochs { get; init; } = 50;

    /// <summary>About how many rows a step sees.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Adam's step size at the start.</summary>
    public double StepSize { get; init; } = 1e-3;

    /// <summary>Adam's step size at the end, reached along half a cosine: what the noise of the last steps leaves behind is proportional to it. Null for a constant one.</summary>
    public double? FinalStepSize { get; init; }

    /// <summary>
    /// The factor λ of decoupled weight decay, φ ← φ − γ·λ·φ with the step size γ (AdamW; Loshchilov and Hutter 2019): of the weight matrices and kernels of networks, unless
    /// <see cref="DecayAll"/> says otherwise.
    /// </summary>
    public double WeightDecay { get; init; }

    /// <summary>Biases, the scales of normalisations and parameters that belong to no network decay too.</summary>
    public bool DecayAll { get; init; }

    /// <summary>A gradient whose norm, per row of the batch, is above this is shortened to it.</summary>
    public double ClipNorm { get; init; } = double.PositiveInfinity;

    /// <summary>What is maximised; null for what the model declares by <see cref="ObjectiveAttribute"/>, and the ELBO where it declares nothing.</summary>
    public TrainingObjective? Objective { get; init; }

    /// <summary>Over the first part of the steps most of them move q alone, so that it does not lag behind p; null for none.</summary>
    public AggressiveEncoder? Aggressive { get; init; }

    /// <summary>Training ends when the ELBO of the data held out has not risen for so many epochs; null for never.</summary>
    public int? Patience { get; init; }

    /// <summary>Chooses the order of the rows and the noise.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The file that training saves itself to after each epoch, and resumes from where it exists; null for none.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>Told after each epoch.</summary>
    public IProgress<TrainingEpoch>? Progress { get; init; }

    /// <summary>Ends training after the step at hand; the result has the best parameters by data held out, without these the last.</summary>
    public CancellationToken Cancellation { get; init; }
}

/// <summary>
/// Steps that move q's own parameters alone (He et al. 2019): where the decoder learns to do without z before q says anything by it, the posterior collapses. There each such
/// run of steps goes on until the objective settles, and as long as the mutual information rises; here both are numbers.
/// </summary>
/// <param name="Steps">How many of them go before each step of all parameters, at least 1.</param>
/// <param name="Part">Over which part of all steps, above 0 and at most 1; afterwards every step moves all.</param>
public sealed record AggressiveEncoder(int Steps, double Part)
{
    /// <summary>How many of the first steps move all parameters.</summary>
    internal long WholeSteps(long steps, long all)
    {
        long first = (long)(Part * all);
        return Math.Min(steps, first) / (Steps + 1) + Math.Max(0, steps - first);
    }
}

/// <summary>What one pass over the data gave, in nats per row.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Elbo">The mean ELBO of its steps, each before the step was made, whatever the objective.</param>
/// <param name="Objective">The same of what is maximised.</param>
/// <param name="HeldOutElbo">The ELBO of the data held out, after the epoch; NaN where there are none.</param>
/// <param name="TimeLeft">How long the epochs that are left will take.</param>
public sealed record TrainingEpoch(int Epoch, double Elbo, double Objective, double HeldOutElbo, TimeSpan TimeLeft)
{
    /// <summary>The standard error of <see cref="HeldOutElbo"/>, that of a mean over so many rows.</summary>
    public double HeldOutElboError { get; init; } = double.NaN;

    /// <summary>E_q[log p(x | z)] of the data held out.</summary>
    public double HeldOutReconstruction { get; init; } = double.NaN;

    /// <summary>KL(q ‖ p(z)) of the data held out.</summary>
    public double HeldOutKl { get; init; } = double.NaN;
}
