namespace ProbDsl;

/// <summary>Samples a model's posterior by NUTS, for where no exact posterior is known.</summary>
public static class ReferenceSampler
{
    private const double CarefulAcceptance = 0.95;

    /// <summary>Runs the chains; where they are not good, once more with shorter steps and twice the draws.</summary>
    /// <typeparam name="TProgram">The model's generated code.</typeparam>
    /// <param name="program">The model with its data; of one with several coordinates the other ones; a rough fit chooses among them.</param>
    /// <param name="options">Settings; null for the defaults, which are meant to be right.</param>
    /// <returns>The posterior, also where it is no reference: see <see cref="ReferencePosterior.Verdict"/>.</returns>
    /// <exception cref="InvalidOperationException">There are no latents, or the density is finite at none of the starts.</exception>
    public static ReferencePosterior Run<TProgram>(TProgram program, ReferenceOptions? options = null)
        where TProgram : struct, IModelProgram
    {
        options ??= new ReferenceOptions();
        Check(options.Chains >= 2, nameof(options.Chains), options.Chains, "at least 2");
        Check(options.Draws >= 8, nameof(options.Draws), options.Draws, "at least 8");
        Check(options.Warmup >= 0, nameof(options.Warmup), options.Warmup, "at least 0");
        Check(options.TargetAcceptance is > 0 and < 1, nameof(options.TargetAcceptance), options.TargetAcceptance, "between 0 and 1");
        Check(options.MaxTreeDepth is >= 1 and <= 20, nameof(options.MaxTreeDepth), options.MaxTreeDepth, "between 1 and 20");
        if (program.Dimension == program.Coordinates.Count)
        {
            throw new InvalidOperationException($"{program.Name}.Reference: there are no latents to sample.");
        }

        var first = new ReferencePosterior(ReferenceRun.Of(program, options));
        if (first.IsReference)
        {
            return first;
        }

        return new ReferencePosterior(ReferenceRun.Of(program, options with { TargetAcceptance = Math.Max(options.TargetAcceptance, CarefulAcceptance), Warmup = 2 * options.Warmup, Draws = 2 * options.Draws }));
    }

    private static void Check(bool isGood, string name, double value, string bound)
    {
        if (!isGood)
        {
            throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"ReferenceOptions.{name} must be {bound}, but is {value}."));
        }
    }
}
