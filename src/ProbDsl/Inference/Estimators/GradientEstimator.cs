namespace ProbDsl;

/// <summary>How a stochastic fit estimates the gradient of its bound from draws of noise ε: <c>new StochasticOptions { Estimator = GradientEstimator.StickingTheLanding }</c>.</summary>
/// <remarks>
/// <para>All are without bias, and differ in noise and in cost. Each follows the draw z = m(φ) + L(φ)·ε back to φ (Kingma and Welling 2014); z here is
/// on the unconstrained scale, where log p has the Jacobian in it. All work for every q, declared ones too, and on minibatches, with one exception: an
/// importance-weighted bound of two draws or more cannot be estimated without bias from some of the rows, and is refused there.</para>
/// <para>A parameter θ of p has the gradient ∂log p/∂θ, under <see cref="DoublyReparameterised"/> weighted by w̃ₖ.</para>
/// </remarks>
public sealed record GradientEstimator
{
    private GradientEstimator(string name, int draws) => (Name, Draws) = (name, draws);

    /// <summary>
    /// d/dφ (E_q[log p(x | z)] − KL(q ‖ p(z))), where the KL or the entropy of q is a closed form wherever one is known (the SGVB estimator B of Kingma
    /// and Welling 2014), as the model's <c>KlLedger</c> has it.
    /// </summary>
    public static GradientEstimator ClosedFormEntropy { get; } = new(nameof(ClosedFormEntropy), 1);

    /// <summary>
    /// d/dφ (log p(x, z) − log q(z; φ)) at the draw, without any closed form (SGVB estimator A). Where noise and latents are as many (mean field, full
    /// rank), log q(z(φ, ε); φ) = −log |L(φ)| − ½ε² + const: the noise of the entropy is in the value and not in the gradient, which then differs from
    /// <see cref="ClosedFormEntropy"/> only by what a closed-form KL from the prior saves.
    /// </summary>
    public static GradientEstimator MonteCarloEntropy { get; } = new(nameof(MonteCarloEntropy), 1);

    /// <summary>
    /// (∂z/∂φ)ᵀ·(∇log p(x, z) − ∇log q(z; φ)), φ inside log q held fixed (Roeder, Wu and Duvenaud 2017): what is left out, ∂log q/∂φ, has expectation 0.
    /// Where q is the posterior the gradient is 0 for every draw, so that the fit ends without noise. Far from it the noise may be larger.
    /// </summary>
    public static GradientEstimator StickingTheLanding { get; } = new(nameof(StickingTheLanding), 1);

    /// <summary>
    /// Σₖ w̃ₖ²·(∂zₖ/∂φ)ᵀ·(∇log p(x, zₖ) − ∇log q(zₖ; φ)) with w̃ₖ = wₖ/Σⱼwⱼ, w = p(x, z)/q(z; φ): the gradient of the importance-weighted bound
    /// E log 1/K Σₖwₖ (Burda, Grosse and Salakhutdinov 2016), doubly reparameterised (Tucker, Lawson, Gu and Maddison 2019).
    /// </summary>
    /// <remarks>
    /// With K = 1 this is <see cref="StickingTheLanding"/>. With more, where the family does not hold the posterior, q becomes the best proposal for K
    /// weighted draws, wider than the q that maximises the ELBO; <see cref="FitProgress.Elbo"/> is then the importance-weighted bound. Each of the
    /// <see cref="StochasticOptions.Draws"/> is one set of K, so that a step costs K times as much. Each weight is a product over all rows, and the logarithm of
    /// a mean of such products is no sum over rows: with K above 1 a step needs all rows of a subsampled plate.
    /// </remarks>
    /// <param name="draws">K, the draws that share their weights.</param>
    public static GradientEstimator DoublyReparameterised(int draws)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        return new GradientEstimator(nameof(DoublyReparameterised), draws);
    }

    /// <summary>Which it is.</summary>
    public string Name { get; }

    /// <summary>K of <see cref="DoublyReparameterised"/>; 1 for the others.</summary>
    public int Draws { get; }

    /// <inheritdoc/>
    public override string ToString() => Name == nameof(DoublyReparameterised) ? FormattableString.Invariant($"{Name}({Draws})") : Name;
}
