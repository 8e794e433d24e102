namespace ProbDsl;

/// <summary>A fitted q that is a Gaussian over the unconstrained point of its program, with the way to that point from the one in which the model was solved.</summary>
internal abstract class FittedGaussian
{
    /// <summary>The Gaussian, its factor lower triangular.</summary>
    public abstract GaussianShape Shape { get; }

    /// <summary>Whether every latent has the coordinate in which it was solved.</summary>
    public abstract bool IsIdentity { get; }

    /// <summary>A point of q's program and its first derivatives in some direction. For use by one thread at a time.</summary>
    /// <param name="u">The coordinates in which the model was solved; becomes those of q.</param>
    /// <param name="values">All scalars.</param>
    /// <param name="log">The log joint in q's coordinates.</param>
    /// <returns>False where no such point is found.</returns>
    public abstract bool Move(Span<Dual<Scalar>> u, ReadOnlySpan<Dual<Scalar>> values, out double log);

    /// <summary>Another for use by another thread.</summary>
    public abstract FittedGaussian Copy();
}

/// <inheritdoc/>
internal sealed class FittedGaussian<TProgram>(TProgram program, GaussianShape shape, int[] latents, IReadOnlyList<string> standardised) : FittedGaussian
    where TProgram : struct, IModelProgram
{
    private readonly LatentLines<TProgram, Dual<Scalar>> _lines = new(program, latents, standardised, shape.Mean);

    public override GaussianShape Shape => shape;

    public override bool IsIdentity => _lines.IsIdentity;

    public override bool Move(Span<Dual<Scalar>> u, ReadOnlySpan<Dual<Scalar>> values, out double log)
    {
        Dual<Scalar>[] point = Array.ConvertAll(shape.Mean, x => (Dual<Scalar>)x);
        u.CopyTo(point);
        bool isFound = _lines.Move(point, values, out Dual<Scalar> joint);
        point.AsSpan(0, u.Length).CopyTo(u);
        log = joint.Value.Value;
        return isFound;
    }

    public override FittedGaussian Copy() => new FittedGaussian<TProgram>(program, shape, latents, standardised);
}
