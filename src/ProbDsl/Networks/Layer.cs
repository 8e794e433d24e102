using System.Numerics;

namespace ProbDsl;

/// <summary>One step of a network: from a row of numbers to another, with weights. Describes itself only; the weights belong to whoever trains it.</summary>
/// <remarks>
/// A layer of your own gives its sizes, its weights and two methods: <see cref="Forward{TNumber}"/>, and <see cref="Backward{TNumber}"/>, the adjoint. Both see all rows
/// of a batch at once, must not keep anything in the layer, and must treat each row alike. Rows stand one after the other in every span.
/// </remarks>
public abstract class Layer
{
    /// <summary>Numbers in a row that goes in.</summary>
    public abstract int Inputs { get; }

    /// <summary>Numbers in a row that comes out.</summary>
    public abstract int Outputs { get; }

    /// <summary>What it is called in messages and files: <c>Dense</c>.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>The arrays of weights, in the order in which they stand in memory; none by default.</summary>
    public virtual IReadOnlyList<WeightArray> Weights => [];

    /// <summary>Numbers of all arrays of weights.</summary>
    internal int WeightCount
    {
        get
        {
            // No enumerator: it is asked for in every step.
            int count = 0;
            for (int i = 0; i < Weights.Count; i++)
            {
                count += Weights[i].Count;
            }

            return count;
        }
    }

    /// <summary>Numbers for each row that <see cref="Forward{TNumber}"/> wants to keep for <see cref="Backward{TNumber}"/>, besides input and output.</summary>
    public virtual int KeptPerRow => 0;

    /// <summary>Whether the layer minds <see cref="BackwardPass{TNumber}.IsFirst"/>; for others ∂L/∂weights is cleared where it is to be set.</summary>
    internal virtual bool SetsWeightGradient => false;

    /// <summary>Sets the output of every row.</summary>
    /// <param name="pass">Input, weights and room for the output.</param>
    /// <typeparam name="TNumber">The precision.</typeparam>
    public abstract void Forward<TNumber>(in ForwardPass<TNumber> pass)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>;

    /// <summary>Given ∂L/∂output, sets ∂L/∂input where it is asked for, and adds ∂L/∂weights to what is there.</summary>
    /// <param name="pass">What <see cref="Forward{TNumber}"/> saw and made, and the gradients.</param>
    /// <typeparam name="TNumber">The precision.</typeparam>
    public abstract void Backward<TNumber>(in BackwardPass<TNumber> pass)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>;

    /// <summary>Name and sizes: <c>Dense(784 → 400)</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name}({Inputs} → {Outputs})");
}
