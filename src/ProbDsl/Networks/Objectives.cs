namespace ProbDsl;

/// <summary>The usual objectives of training. All are reported beside the ELBO itself.</summary>
public static class Objectives
{
    /// <summary>The evidence lower bound, E_q[log p(x | z)] − KL(q ‖ p(z)).</summary>
    public static TrainingObjective Elbo { get; } = new WeightedKl("ELBO", _ => 1);

    /// <summary>E_q[log p(x | z)] − β·KL (Higgins et al. 2017).</summary>
    /// <param name="beta">At least 0.</param>
    public static TrainingObjective Beta(double beta)
    {
        Check(beta >= 0 && double.IsFinite(beta), nameof(beta), beta, "at least 0 and finite");
        return new WeightedKl(FormattableString.Invariant($"beta {beta:R}"), _ => beta);
    }

    /// <summary>The weight of the KL rises in a line from 0 to 1 over the first part of the steps, and stays there (Bowman et al. 2016).</summary>
    /// <param name="part">Which part, above 0 and at most 1.</param>
    public static TrainingObjective LinearAnnealing(double part)
    {
        Check(part is > 0 and <= 1, nameof(part), part, "above 0 and at most 1");
        return new WeightedKl(FormattableString.Invariant($"linear annealing over {part:R}"), progress => Math.Min(1, progress / part));
    }

    /// <summary>The same again and again (Fu et al. 2019).</summary>
    /// <param name="cycles">How often, at least 1.</param>
    /// <param name="part">Over which part of each cycle the weight rises, above 0 and at most 1.</param>
    public static TrainingObjective CyclicAnnealing(int cycles, double part = 0.5)
    {
        Check(cycles >= 1, nameof(cycles), cycles, "at least 1");
        Check(part is > 0 and <= 1, nameof(part), part, "above 0 and at most 1");
        return new WeightedKl(FormattableString.Invariant($"{cycles} cycles of annealing over {part:R}"), progress => Math.Min(1, progress * cycles % 1 / part));
    }

    /// <summary>E_q[log p(x | z)] − γ·|KL − C|, where the capacity C rises in a line over all steps (Burgess et al. 2018).</summary>
    /// <param name="gamma">γ, above 0.</param>
    /// <param name="capacity">C at the end, in nats per row, at least 0.</param>
    /// <param name="start">C at the start.</param>
    public static TrainingObjective Capacity(double gamma, double capacity, double start = 0)
    {
        Check(gamma > 0 && double.IsFinite(gamma), nameof(gamma), gamma, "above 0 and finite");
        Check(capacity >= 0 && double.IsFinite(capacity), nameof(capacity), capacity, "at least 0 and finite");
        Check(start >= 0 && double.IsFinite(start), nameof(start), start, "at least 0 and finite");
        double Distance(ObjectiveTerms t) => t.Kl - (start + (capacity - start) * t.Progress);
        return new Penalty(
            FormattableString.Invariant($"capacity {start:R} to {capacity:R}, gamma {gamma:R}"), t => gamma * Math.Abs(Distance(t)), t => gamma * Math.Sign(Distance(t)));
    }

    /// <summary>E_q[log p(x | z)] − max(λ, KL): the first λ nats of KL are free, so that a posterior has no reason to collapse (Kingma et al. 2016, for all elements together).</summary>
    /// <param name="nats">λ, in nats per row, at least 0.</param>
    public static TrainingObjective FreeBits(double nats)
    {
        Check(nats >= 0 && double.IsFinite(nats), nameof(nats), nats, "at least 0 and finite");
        return new Penalty(FormattableString.Invariant($"free bits {nats:R}"), t => Math.Max(nats, t.Kl), t => t.Kl > nats ? 1 : 0);
    }

    /// <summary>
    /// log of the mean importance weight of several draws, log (1/K)·Σ p(x, zₖ)/q(zₖ): a tighter bound (IWAE; Burda, Grosse and Salakhutdinov 2016). A step costs K rows
    /// for each row.
    /// </summary>
    /// <param name="draws">K, at least 1.</param>
    /// <param name="gradient">Which estimator of its gradient in the parameters of q.</param>
    public static TrainingObjective ImportanceWeighted(int draws, ImportanceGradient gradient = ImportanceGradient.DoublyReparameterised)
    {
        Check(draws >= 1, nameof(draws), draws, "at least 1");
        Check(Enum.IsDefined(gradient), nameof(gradient), gradient, "one of those that there are");
        return new ImportanceWeightedBound(draws, gradient);
    }

    /// <summary>
    /// E_q[log p(x | z)] − α·MI − β·TC − γ·DW (β-TC-VAE; Chen, Li, Grosse and Duvenaud 2018): the KL in three parts, the mutual information between z and the row, the total
    /// correlation between the elements of z, and how far each element's aggregate is from the prior, of which the second alone is weighed. <see cref="KlDecomposition"/> reports
    /// them. The aggregate q(z) = (1/N)·Σ q(z | x) is estimated by the rows of the batch, so that larger batches serve it better; the work is the square of the batch.
    /// q of a row must be one of independent normal numbers.
    /// </summary>
    /// <param name="beta">β, at least 0; 1 with the other weights as they are is the ELBO.</param>
    /// <param name="information">α, at least 0.</param>
    /// <param name="dimensions">γ, at least 0.</param>
    public static TrainingObjective TotalCorrelation(double beta, double information = 1, double dimensions = 1)
    {
        Check(beta >= 0 && double.IsFinite(beta), nameof(beta), beta, "at least 0 and finite");
        Check(information >= 0 && double.IsFinite(information), nameof(information), information, "at least 0 and finite");
        Check(dimensions >= 0 && double.IsFinite(dimensions), nameof(dimensions), dimensions, "at least 0 and finite");
        return new TotalCorrelationObjective(beta, information, dimensions);
    }

    private static void Check(bool isRight, string name, object value, string rule)
    {
        if (!isRight)
        {
            throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} must be {rule}, but is {value}."));
        }
    }

    private sealed class WeightedKl(string name, Func<double, double> weight) : TrainingObjective
    {
        public override string Name => name;

        public override double Value(ObjectiveTerms terms) => terms.Reconstruction - weight(terms.Progress) * terms.Kl;

        public override ObjectiveGradient Gradient(ObjectiveTerms terms) => new(1, -weight(terms.Progress));
    }

    private sealed class Penalty(string name, Func<ObjectiveTerms, double> value, Func<ObjectiveTerms, double> derivative) : TrainingObjective
    {
        public override string Name => name;

        public override double Value(ObjectiveTerms terms) => terms.Reconstruction - value(terms);

        public override ObjectiveGradient Gradient(ObjectiveTerms terms) => new(1, -derivative(terms));
    }
}

/// <summary>How the gradient of an importance-weighted bound in the parameters of q is estimated. In those of p it is Σ w̃ₖ·∂log wₖ for all, with normalised weights w̃.</summary>
public enum ImportanceGradient
{
    /// <summary>Σ w̃ₖ·d log wₖ, along the draw and in log q: unbiased, but ever noisier with more draws (Rainforth et al. 2018).</summary>
    Total,

    /// <summary>Along the draw alone: without bias for one draw, and with less noise as q comes near the posterior (Roeder, Wu and Duvenaud 2017).</summary>
    StickingTheLanding,

    /// <summary>Σ w̃ₖ²·d log wₖ along the draw alone: without bias for any number of draws, and with less noise (Tucker et al. 2019). A step costs another way back.</summary>
    DoublyReparameterised,
}

/// <summary>See <see cref="Objectives.ImportanceWeighted"/>.</summary>
internal sealed class ImportanceWeightedBound(int draws, ImportanceGradient gradient) : TrainingObjective
{
    public int Draws => draws;

    public ImportanceGradient Estimator => gradient;

    public override string Name => FormattableString.Invariant($"importance weighted by {draws} draws, {gradient}");

    public override double Value(ObjectiveTerms terms) => throw new NotSupportedException("An importance-weighted bound is no function of reconstruction and KL.");

    public override ObjectiveGradient Gradient(ObjectiveTerms terms) => throw new NotSupportedException("An importance-weighted bound is no function of reconstruction and KL.");
}
