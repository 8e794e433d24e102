namespace ProbDsl;

/// <summary>A bound that is made of log w = log p(x, z) − log q(z; φ) at draws.</summary>
internal abstract class WeightElbo<T>(DrawWeight<T> weight, int draws) : StepElbo<T>(weight.Parameters, weight.Noise, draws, weight.LargestBatch)
    where T : unmanaged, ILane<T>
{
    protected DrawWeight<T> Weight { get; } = weight;

    public static WeightElbo<T> Of(DrawWeight<T> weight, GradientEstimator estimator)
        => estimator == GradientEstimator.MonteCarloEntropy ? new MonteCarloElbo<T>(weight) : new ImportanceElbo<T>(weight, estimator.Draws);

    public override void MoveTo(ReadOnlySpan<double> phi)
    {
        base.MoveTo(phi);
        Weight.MoveTo(Phi);
    }
}

/// <summary>log w, and its whole derivative in φ.</summary>
internal sealed class MonteCarloElbo<T>(DrawWeight<T> weight) : WeightElbo<T>(weight, draws: 1)
    where T : unmanaged, ILane<T>
{
    public override T Evaluate(ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> gradient) => Weight.Whole(noise, batch, gradient);
}

/// <summary>
/// log 1/K Σₖwₖ of K independent draws in each lane, and its doubly reparameterised gradient Σₖ w̃ₖ²·(∂zₖ/∂φ)ᵀ·∇log wₖ, in which φ inside log q is held
/// fixed; Σₖ w̃ₖ·∂log wₖ/∂θ for the parameters of p. With K = 1 that is sticking the landing.
/// </summary>
/// <remarks>
/// The derivation takes each zₖ as independent of the others given φ. So the K draws of a set are, and it is whole sets that come in pairs of opposite
/// noise, in two lanes. Sums are kept in units of the largest weight so far.
/// </remarks>
internal sealed class ImportanceElbo<T>(DrawWeight<T> weight, int draws) : WeightElbo<T>(weight, draws)
    where T : unmanaged, ILane<T>
{
    private readonly T[] _path = new T[weight.Parameters.Count(weight.LargestBatch)];

    public override T Evaluate(ReadOnlySpan<T> noise, ReadOnlySpan<int> batch, Span<T> gradient)
    {
        int variates = noise.Length / Sets;
        T largest = Weight.AlongPath(noise[..variates], batch, gradient), sum = T.One;
        Span<T> path = _path.AsSpan(0, gradient.Length);
        for (int k = 1; k < Sets; k++)
        {
            T own = Weight.AlongPath(noise.Slice(k * variates, variates), batch, path), before = largest;
            largest = T.Max(before, own);
            T keep = T.Exp(before - largest), add = T.Exp(own - largest);
            sum = (sum * keep) + add;
            for (int i = 0; i < gradient.Length; i++)
            {
                gradient[i] = Weight.IsOfGuide(i, batch.Length) ? (gradient[i] * (keep * keep)) + (path[i] * (add * add)) : (gradient[i] * keep) + (path[i] * add);
            }
        }

        if (Sets > 1)
        {
            for (int i = 0; i < gradient.Length; i++)
            {
                gradient[i] /= Weight.IsOfGuide(i, batch.Length) ? sum * sum : sum;
            }
        }

        return largest + T.Log(sum / (double)Sets);
    }
}
