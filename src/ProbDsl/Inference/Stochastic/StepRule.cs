namespace ProbDsl;

/// <summary>How a gradient becomes a step. What a rule remembers is part of a checkpoint.</summary>
internal abstract class StepRule
{
    /// <summary>The rule of a method.</summary>
    /// <exception cref="ArgumentException">It needs another q.</exception>
    public static StepRule Of<TProgram>(TProgram program, ParameterUnits<TProgram> units, StochasticMethod method)
        where TProgram : struct, IModelProgram
    {
        switch (method)
        {
            case StochasticMethod.Sgd:
                return new SgdRule();
            case StochasticMethod.NaturalGradient:
                if (!units.IsMeanField)
                {
                    throw new ArgumentException($"StochasticMethod.NaturalGradient needs a mean-field q, but that of {program.Name} is {program.Family}. Use Adam or Sgd.");
                }

                (int[] means, int[] logSds) = units.Gaussians();
                return new NaturalGradientRule(means, logSds, program.ParameterCount);
            default:
                return new AdamRule(program.ParameterCount);
        }
    }

    /// <summary>The step size that suits the rule.</summary>
    public abstract double DefaultStepSize { get; }

    /// <summary>Writes the direction of the step at φ, to be multiplied by the step size; gradients of the ELBO, so the step adds it.</summary>
    /// <param name="moved">The positions in φ of the parameters that the step moves.</param>
    /// <param name="phi">All parameters.</param>
    /// <param name="gradient">As long as <paramref name="moved"/>.</param>
    /// <param name="units">Of all parameters.</param>
    /// <param name="direction">As long as <paramref name="moved"/>.</param>
    public abstract void Direction(ReadOnlySpan<int> moved, ReadOnlySpan<double> phi, ReadOnlySpan<double> gradient, ReadOnlySpan<double> units, Span<double> direction);

    /// <summary>Forgets where the iterates were going: they start anew from their average.</summary>
    public virtual void Restart()
    {
    }

    public virtual void Save(BinaryWriter writer)
    {
    }

    public virtual void Load(BinaryReader reader)
    {
    }
}
