using System.Numerics;

namespace ProbDsl;

/// <summary>y = g·(x − mean)/√(variance + ε) + b over the numbers of each row (Ba, Kiros and Hinton 2016); g starts at 1, b at 0.</summary>
public sealed class LayerNorm : Layer
{
    private const double Epsilon = 1e-5;

    /// <summary>A normalisation of rows of a length.</summary>
    /// <param name="count">Numbers in a row; at least 2, for one number has no variance.</param>
    public LayerNorm(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        Inputs = count;
        Weights = [new("scale", [count], WeightStart.Ones), new("shift", [count], WeightStart.Zeros)];
    }

    /// <inheritdoc/>
    public override int Inputs { get; }

    /// <inheritdoc/>
    public override int Outputs => Inputs;

    /// <inheritdoc/>
    public override IReadOnlyList<WeightArray> Weights { get; }

    /// <inheritdoc/>
    public override int KeptPerRow => 2;

    /// <inheritdoc/>
    public override void Forward<TNumber>(in ForwardPass<TNumber> pass)
    {
        TNumber count = TNumber.CreateTruncating(Inputs);
        for (int row = 0; row < pass.Rows; row++)
        {
            ReadOnlySpan<TNumber> x = pass.Input.Slice(row * Inputs, Inputs);
            Span<TNumber> y = pass.Output.Slice(row * Inputs, Inputs);
            TNumber mean = TNumber.Zero, variance = TNumber.Zero;
            foreach (TNumber value in x)
            {
                mean += value;
            }

            mean /= count;
            foreach (TNumber value in x)
            {
                variance += (value - mean) * (value - mean);
            }

            TNumber scale = TNumber.One / TNumber.Sqrt(variance / count + TNumber.CreateTruncating(Epsilon));
            (pass.Kept[2 * row], pass.Kept[2 * row + 1]) = (mean, scale);
            for (int i = 0; i < x.Length; i++)
            {
                y[i] = (x[i] - mean) * scale * pass.Weights[i] + pass.Weights[Inputs + i];
            }
        }
    }

    /// <inheritdoc/>
    public override void Backward<TNumber>(in BackwardPass<TNumber> pass)
    {
        TNumber count = TNumber.CreateTruncating(Inputs);
        for (int row = 0; row < pass.Rows; row++)
        {
            ReadOnlySpan<TNumber> x = pass.Input.Slice(row * Inputs, Inputs), dy = pass.OutputGradient.Slice(row * Inputs, Inputs);
            (TNumber mean, TNumber scale) = (pass.Kept[2 * row], pass.Kept[2 * row + 1]);
            TNumber sum = TNumber.Zero, product = TNumber.Zero;
            for (int i = 0; i < x.Length; i++)
            {
                TNumber unit = (x[i] - mean) * scale, d = dy[i] * pass.Weights[i];
                pass.WeightGradient[i] += dy[i] * unit;
                pass.WeightGradient[Inputs + i] += dy[i];
                sum += d;
                product += d * unit;
            }

            if (pass.InputGradient.IsEmpty)
            {
                continue;
            }

            // With u = (x − mean)·scale: dx = scale·(d − mean(d) − u·mean(d·u)).
            Span<TNumber> dx = pass.InputGradient.Slice(row * Inputs, Inputs);
            for (int i = 0; i < x.Length; i++)
            {
                dx[i] = scale * (dy[i] * pass.Weights[i] - (sum + (x[i] - mean) * scale * product) / count);
            }
        }
    }
}
