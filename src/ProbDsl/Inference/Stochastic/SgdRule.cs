namespace ProbDsl;

/// <summary>d = unit²·g: the gradient in the parameters' units, taken back to their scale. The units are constant over a block of steps.</summary>
internal sealed class SgdRule : StepRule
{
    public override double DefaultStepSize => 0.2;

    public override void Direction(ReadOnlySpan<int> moved, ReadOnlySpan<double> phi, ReadOnlySpan<double> gradient, ReadOnlySpan<double> units, Span<double> direction)
    {
        for (int i = 0; i < moved.Length; i++)
        {
            double unit = units[moved[i]];
            direction[i] = unit * unit * gradient[i];
        }
    }
}
