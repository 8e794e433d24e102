namespace ProbDsl;

/// <summary>Adam (Kingma and Ba 2015) whose second moment is that of the gradients before this one, as in ADOPT (Taniguchi et al. 2024).</summary>
/// <remarks>
/// Given the past, the step is proportional to the gradient, so its expectation vanishes where the gradient's does. With the gradient also under the
/// root, E[g/√v(g)] vanishes elsewhere where g is skewed, and the fitted standard deviations come out some per cent too wide.
/// </remarks>
internal sealed class AdamRule(int count) : StepRule
{
    private const double Momentum = 0.9;
    private const double Memory = 0.999;
    private const double Floor = 1e-12;

    // So many gradients set the scale before the first step.
    private const int Warmup = 16;

    private readonly double[] _direction = new double[count];
    private readonly double[] _squares = new double[count];
    private int _seen;

    public override double DefaultStepSize => 0.05;

    public override void Direction(ReadOnlySpan<double> phi, ReadOnlySpan<double> gradient, ReadOnlySpan<double> units, Span<double> direction)
    {
        bool isWarm = _seen >= Warmup;
        for (int i = 0; i < direction.Length; i++)
        {
            double g = gradient[i];
            if (isWarm)
            {
                _direction[i] = (Momentum * _direction[i]) + ((1 - Momentum) * g / Math.Max(Math.Sqrt(_squares[i]), Floor));
                _squares[i] = (Memory * _squares[i]) + ((1 - Memory) * g * g);
            }
            else
            {
                _squares[i] += g * g / Warmup;
            }

            direction[i] = _direction[i];
        }

        _seen = Math.Min(_seen + 1, Warmup);
    }

    public override void Restart() => Array.Clear(_direction);

    public override void Save(BinaryWriter writer)
    {
        writer.Write(_seen);
        StateFile.Write(writer, _direction);
        StateFile.Write(writer, _squares);
    }

    public override void Load(BinaryReader reader)
    {
        _seen = reader.ReadInt32();
        StateFile.Read(reader, _direction);
        StateFile.Read(reader, _squares);
    }
}
