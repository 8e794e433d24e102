namespace ProbDsl;

/// <summary>An <see cref="Activation"/> of every number.</summary>
public sealed class ActivationLayer : Layer
{
    /// <summary>An activation of rows of a length.</summary>
    /// <param name="activation">The function.</param>
    /// <param name="count">Numbers in a row.</param>
    public ActivationLayer(Activation activation, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        (Activation, Inputs) = (activation, count);
    }

    /// <summary>The function.</summary>
    public Activation Activation { get; }

    /// <inheritdoc/>
    public override int Inputs { get; }

    /// <inheritdoc/>
    public override int Outputs => Inputs;

    /// <inheritdoc/>
    public override string Name => Activation.ToString();

    /// <inheritdoc/>
    public override void Forward<TNumber>(in ForwardPass<TNumber> pass) => Activations.Apply(Activation, pass.Input, pass.Output);

    /// <inheritdoc/>
    public override void Backward<TNumber>(in BackwardPass<TNumber> pass)
    {
        if (!pass.InputGradient.IsEmpty)
        {
            Activations.Derivative(Activation, pass.Input, pass.OutputGradient, pass.InputGradient);
        }
    }
}
