namespace ProbDsl;

/// <summary>What an objective is a function of.</summary>
/// <param name="Reconstruction">The mean over the minibatch of one draw of E_q[log p(x | z)], in nats per row.</param>
/// <param name="Kl">The mean over the minibatch of KL(q ‖ p(z)), in nats per row.</param>
/// <param name="Progress">Which part of all steps is done, from 0 to 1.</param>
public readonly record struct ObjectiveTerms(double Reconstruction, double Kl, double Progress);

/// <summary>The derivatives of an objective.</summary>
/// <param name="Reconstruction">By the reconstruction.</param>
/// <param name="Kl">By the KL; negative where more KL makes it worse.</param>
public readonly record struct ObjectiveGradient(double Reconstruction, double Kl);

/// <summary>What networks are trained to maximise. <see cref="Objectives"/> has the usual ones; a model may declare its own by <see cref="ObjectiveAttribute"/>.</summary>
public abstract class TrainingObjective
{
    /// <summary>What it is called in checkpoints.</summary>
    public abstract string Name { get; }

    /// <summary>Whether its gradient changes with the reconstruction, which then is computed beforehand: a step costs a way forward more.</summary>
    public virtual bool ReadsReconstruction => false;

    /// <summary>The objective, in nats per row.</summary>
    /// <param name="terms">What it is a function of.</param>
    public abstract double Value(ObjectiveTerms terms);

    /// <summary>Its derivatives.</summary>
    /// <param name="terms">What it is a function of.</param>
    public abstract ObjectiveGradient Gradient(ObjectiveTerms terms);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
