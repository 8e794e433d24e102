namespace ProbDsl;

/// <summary>d = unit²·g: the gradient in the parameters' units, taken back to their scale. The units are constant over a block of steps.</summary>
internal sealed class SgdRule : StepRule
{
    public override double DefaultStepSize => 0.2;

    public override void Direction(ReadOnlySpan<double> phi, ReadOnlySpan<double> gradient, ReadOnlySpan<double> units, Span<double> direction)
    {
        for (int i = 0; i < direction.Length; i++)
        {
            direction[i] = units[i] * units[i] * gradient[i];
        }
    }
}
