using System.Numerics;

namespace ProbDsl;

/// <summary>While training each number is set to 0 with a probability, and otherwise divided by the probability that it is kept (Srivastava et al. 2014).</summary>
public sealed class Dropout : Layer
{
    private readonly double _rate;

    /// <summary>Dropout of rows of a length.</summary>
    /// <param name="count">Numbers in a row.</param>
    /// <param name="rate">The probability that a number is dropped, in [0, 1).</param>
    public Dropout(int count, double rate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (!(rate >= 0 && rate < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "The probability that a number is dropped must be in [0, 1).");
        }

        (Inputs, _rate) = (count, rate);
    }

    /// <inheritdoc/>
    public override string Name => FormattableString.Invariant($"Dropout {_rate}");

    /// <inheritdoc/>
    public override int Inputs { get; }

    /// <inheritdoc/>
    public override int Outputs => Inputs;

    /// <inheritdoc/>
    public override int KeptPerRow => Inputs;

    /// <inheritdoc/>
    public override void Forward<TNumber>(in ForwardPass<TNumber> pass)
    {
        if (!pass.IsTraining)
        {
            pass.Input.CopyTo(pass.Output);
            return;
        }

        var random = new Philox(pass.Seed, Streams.Dropout);
        TNumber factor = TNumber.CreateTruncating(1 / (1 - _rate));
        for (int i = 0; i < pass.Rows * Inputs; i++)
        {
            pass.Kept[i] = random.NextDouble() < _rate ? TNumber.Zero : factor;
            pass.Output[i] = pass.Input[i] * pass.Kept[i];
        }
    }

    /// <inheritdoc/>
    public override void Backward<TNumber>(in BackwardPass<TNumber> pass)
    {
        for (int i = 0; i < pass.InputGradient.Length; i++)
        {
            pass.InputGradient[i] = pass.IsTraining ? pass.OutputGradient[i] * pass.Kept[i] : pass.OutputGradient[i];
        }
    }
}
