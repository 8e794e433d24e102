namespace ProbDsl;

/// <summary>q as a Gaussian over the unconstrained latents, u = m(φ) + L(φ)·ε, with log q and the derivatives that gradient estimators are made of.</summary>
/// <remarks>u is the latents, then the parameters θ of p; φ ends with the same θ.</remarks>
internal abstract class GaussianGuide<T>(int latents, int parameters, int dimension)
    where T : unmanaged, ILane<T>
{
    protected static readonly double LogTwoPi = Math.Log(2 * Math.PI);

    /// <summary>How many latents there are.</summary>
    public int Latents { get; } = latents;

    /// <summary>φ, all of it.</summary>
    protected T[] Phi { get; } = new T[parameters];

    /// <summary>Where θ begins in φ.</summary>
    public int FirstOfModel { get; } = parameters - (dimension - latents);

    /// <summary>The Gaussian of a program.</summary>
    /// <exception cref="ArgumentException">Its q is none, or not of a known layout.</exception>
    public static GaussianGuide<T> Of<TProgram>(TProgram program, GradientEstimator estimator)
        where TProgram : struct, IModelProgram
        => GuideLayout.Read<TProgram, T>(program) ?? throw new ArgumentException(
            $"GradientEstimator.{estimator} needs a q that is Gaussian on the unconstrained scale, but that of {program.Name} is {program.Family}. "
            + "Use ClosedFormEntropy, or let [MeanField], [FullRank] or [LowRank] cover all latents.");

    /// <summary>What follows is at φ.</summary>
    public virtual void MoveTo(ReadOnlySpan<T> phi) => phi.CopyTo(Phi);

    /// <summary>u of one draw.</summary>
    public void Draw(ReadOnlySpan<T> noise, Span<T> u)
    {
        Latent(noise, u[..Latents]);
        Phi.AsSpan(FirstOfModel).CopyTo(u[Latents..]);
    }

    /// <summary>log q(u) at one draw, and ∇ᵤ log q = −Σ⁻¹·(u − m), Σ = L·Lᵀ.</summary>
    public abstract T LogDensity(ReadOnlySpan<T> noise, Span<T> score);

    /// <summary>gradient += (∂u/∂φ)ᵀ·slope.</summary>
    public void AddPullBack(ReadOnlySpan<T> noise, ReadOnlySpan<T> slope, Span<T> gradient)
    {
        AddLatentPullBack(noise, slope[..Latents], gradient);
        for (int i = Latents; i < slope.Length; i++)
        {
            gradient[FirstOfModel + i - Latents] += slope[i];
        }
    }

    /// <summary>gradient += d/dφ (−log q(u(φ, ε); φ)), the path and φ itself together.</summary>
    /// <param name="noise">ε.</param>
    /// <param name="score">∇ᵤ log q there.</param>
    /// <param name="gradient">Added to.</param>
    public abstract void AddEntropySlope(ReadOnlySpan<T> noise, ReadOnlySpan<T> score, Span<T> gradient);

    protected abstract void Latent(ReadOnlySpan<T> noise, Span<T> u);

    protected abstract void AddLatentPullBack(ReadOnlySpan<T> noise, ReadOnlySpan<T> slope, Span<T> gradient);
}
