namespace ProbDsl;

/// <summary>The latents without a q of their own, two at least, get one q of any shape: what a flow of affine couplings (<see cref="RealNvp"/>) makes of independent normals, on the unconstrained scale.</summary>
/// <param name="layers">How many couplings, at least 2.</param>
/// <param name="hidden">Numbers in the hidden layer of each coupling's perceptron, at least 1.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FlowAttribute(int layers = 4, int hidden = 16) : Attribute
{
    /// <summary>How many couplings.</summary>
    public int Layers { get; } = layers;

    /// <summary>Numbers in the hidden layer of each coupling's perceptron.</summary>
    public int Hidden { get; } = hidden;
}
