using System.Numerics;

namespace ProbDsl;

/// <summary>A row of weights for each of some categories: the input is the category's number, 0, 1, ….</summary>
public sealed class Embedding : Layer
{
    private readonly int _categories;

    /// <summary>An embedding.</summary>
    /// <param name="categories">How many categories there are.</param>
    /// <param name="outputs">Numbers for each.</param>
    public Embedding(int categories, int outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(categories, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        (_categories, Outputs) = (categories, outputs);
        // Variance 1, as what an encoder sees elsewhere.
        Weights = [new("weight", [categories, outputs], new WeightStart(0, Math.Sqrt(3)))];
    }

    /// <inheritdoc/>
    public override int Inputs => 1;

    /// <inheritdoc/>
    public override int Outputs { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<WeightArray> Weights { get; }

    /// <inheritdoc/>
    public override void Forward<TNumber>(in ForwardPass<TNumber> pass)
    {
        for (int row = 0; row < pass.Rows; row++)
        {
            pass.Weights.Slice(CategoryOf(pass.Input[row]) * Outputs, Outputs).CopyTo(pass.Output[(row * Outputs)..]);
        }
    }

    /// <summary>Adds to the rows of the weights that were taken; a category has no derivative, so ∂L/∂input is 0.</summary>
    /// <inheritdoc/>
    public override void Backward<TNumber>(in BackwardPass<TNumber> pass)
    {
        for (int row = 0; row < pass.Rows; row++)
        {
            Span<TNumber> to = pass.WeightGradient.Slice(CategoryOf(pass.Input[row]) * Outputs, Outputs);
            Matrix.Add(to, pass.OutputGradient.Slice(row * Outputs, Outputs), to);
        }

        pass.InputGradient.Clear();
    }

    private int CategoryOf<TNumber>(TNumber value)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        double number = double.CreateTruncating(value);
        return number >= 0 && number < _categories && number == Math.Floor(number)
            ? (int)number
            : throw new ArgumentOutOfRangeException(nameof(value), number, FormattableString.Invariant($"{this}: a category must be a whole number from 0 to {_categories - 1}."));
    }
}
