namespace ProbDsl;

/// <summary>What the generated code of one model instance offers to inference: the ELBO, the log joint and their gradients, in lanes.</summary>
/// <remarks>
/// Implemented by a generated type; not meant to be implemented by hand. All methods are pure in their span arguments and
/// allocate nothing after the <see cref="Workspace{T}"/> has grown to its final size. Gradients are overwritten, not added to.
/// </remarks>
public interface IModelProgram
{
    /// <summary>The model's name as declared.</summary>
    string Name { get; }

    /// <summary>The variational family that covers the latents without a declared q, for the summary: "mean field", "full rank", "low rank (3)".</summary>
    string Family { get; }

    /// <summary>Number of unconstrained latent scalars, followed in the argument of the log joint by the parameters θ of p.</summary>
    int Dimension { get; }

    /// <summary>Number of variational parameters φ and parameters θ of p together.</summary>
    int ParameterCount { get; }

    /// <summary>What stands where in φ and θ.</summary>
    IReadOnlyList<ParameterBlock> ParameterBlocks => [new("phi", 0, ParameterCount)];

    /// <summary>Number of standard normal variates that one draw from q consumes.</summary>
    int NoiseCount { get; }

    /// <summary>The latents and derived quantities in declaration order, on the constrained scale.</summary>
    IReadOnlyList<QuantityInfo> Quantities { get; }

    /// <summary>
    /// The latents that this program moves by way of another coordinate, whose centrings λ are the last parameters, of φ and of the argument of
    /// the log joint: 1 is the latent itself, 0 the latent in units of its prior. None where latents are moved as they are declared.
    /// </summary>
    IReadOnlyList<string> Coordinates { get; }

    /// <summary>Whether q is a flow, with more parameters than a few fixed draws tell apart.</summary>
    bool HasFlow => false;

    /// <summary>Where the ELBO's maximisation starts.</summary>
    void InitialParameters(Span<double> phi);

    /// <summary>log p(x, z) plus the log Jacobian at an unconstrained point u, and its gradient.</summary>
    T LogJoint<T>(ReadOnlySpan<T> u, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T>;

    /// <summary>One-draw ELBO at parameters φ and standard normal noise ε, and its gradient in φ.</summary>
    T Elbo<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T>;

    /// <summary>One-draw E_q[log p(x | z)] and its gradient in φ.</summary>
    T Reconstruction<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T>;

    /// <summary>One-draw KL(q ‖ p(z)), closed form where it exists given the sampled parents, and its gradient in φ.</summary>
    T Kl<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T>;

    /// <summary>Maps noise through q to every scalar of <see cref="Quantities"/>, row-major, on the constrained scale.</summary>
    void Sample<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, Span<T> values, Workspace<T> workspace)
        where T : unmanaged, ILane<T>;

    /// <summary>Maps an unconstrained point u to every scalar of <see cref="Quantities"/>, row-major, on the constrained scale.</summary>
    /// <returns>The value of <see cref="LogJoint{T}"/> there.</returns>
    T Constrain<T>(ReadOnlySpan<T> u, Span<T> values, Workspace<T> workspace)
        where T : unmanaged, ILane<T>;

    /// <summary>Whether <see cref="Unconstrain{T}"/> can be called: every latent is covered by the family, none by a declared q.</summary>
    bool HasUnconstrainedDraw { get; }

    /// <summary>Maps noise through q to the unconstrained point u, the argument of <see cref="LogJoint{T}"/>. Affine in the noise.</summary>
    /// <exception cref="NotSupportedException">A q is declared.</exception>
    void Unconstrain<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, Span<T> u, Workspace<T> workspace)
        where T : unmanaged, ILane<T>;

    /// <summary>Whether <see cref="Weigh{T}"/> can be called: a q is declared, and none of its draws has more noise than latents, as low rank has.</summary>
    bool HasWeight { get; }

    /// <summary>Maps noise through q to every scalar of <see cref="Quantities"/>.</summary>
    /// <returns>log p(x, z) − log q(z) at the draw, without a closed form in it: the logarithm of its importance weight.</returns>
    /// <exception cref="NotSupportedException"><see cref="HasWeight"/> is false.</exception>
    T Weigh<T>(ReadOnlySpan<T> phi, ReadOnlySpan<T> noise, Span<T> values, Workspace<T> workspace)
        where T : unmanaged, ILane<T>;

    /// <summary>Repeats one evaluation of the ELBO in checked form and says where the first value that is not finite arose; null when all are finite.</summary>
    NonFiniteValue? LocateNonFinite(ReadOnlySpan<double> phi, ReadOnlySpan<double> noise);
}
