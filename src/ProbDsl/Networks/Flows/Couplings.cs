using System.Numerics;

namespace ProbDsl;

/// <summary>Affine couplings one after the other, or their inverses from the last to the first. A row is the vector and the context; out come the vector and log |det|.</summary>
/// <remarks>Kept of each coupling, for all rows: the vector that goes in, what goes into its network and what comes out, the network's tape; and, for the way back, room for three gradients.</remarks>
internal sealed class Couplings : Layer
{
    // Log scales are Bound·tanh(raw/Bound).
    private const double Bound = 2;
    private readonly Coupling[] _couplings;
    private readonly int _count;
    private readonly int _context;
    private readonly bool _isInverse;
    private readonly int _widest;
    private readonly int _perRow;

    public Couplings(Coupling[] couplings, string name, int count, int context, bool isInverse)
    {
        (_couplings, _count, _context, _isInverse) = (couplings, count, context, isInverse);
        Name = isInverse ? name + ".Inverse" : name;
        Weights = [.. couplings.SelectMany((c, k) => c.Net.Weights.Select(w => w with { Name = FormattableString.Invariant($"{k}.{w.Name}") }))];
        _widest = couplings.Max(c => Math.Max(c.Net.Inputs, c.Net.Outputs));
        _perRow = couplings.Sum(PerRow);
        KeptPerRow = _perRow + count + 2 * _widest;
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override int Inputs => _count + _context;

    /// <inheritdoc/>
    public override int Outputs => _count + 1;

    /// <inheritdoc/>
    public override IReadOnlyList<WeightArray> Weights { get; }

    /// <inheritdoc/>
    public override int KeptPerRow { get; }

    /// <summary>With the network of a coupling: <c>RealNvp(2 → 3, 4 × [Dense(1 → 32), Tanh(32 → 32), Dense(32 → 2)])</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name}({Inputs} → {Outputs}, {_couplings.Length} × [{_couplings[0].Net}])");

    /// <inheritdoc/>
    public override void Forward<TNumber>(in ForwardPass<TNumber> pass)
    {
        int rows = pass.Rows;
        Span<TNumber> state = pass.Kept[..(rows * _count)];
        for (int row = 0; row < rows; row++)
        {
            pass.Input.Slice(row * Inputs, _count).CopyTo(state[(row * _count)..]);
            pass.Output[row * Outputs + _count] = TNumber.Zero;
        }

        int weightsAt = 0, at = 0;
        for (int step = 0; step < _couplings.Length; step++)
        {
            Coupling coupling = At(step, ref weightsAt, pass.Weights.Length, out int weights);
            Block<TNumber> block = BlockOf(pass.Kept, at, coupling, rows);
            at += rows * PerRow(coupling);
            for (int row = 0; row < rows; row++)
            {
                block.State.Slice(row * _count + coupling.KeptFrom, coupling.Kept).CopyTo(block.Input[(row * coupling.Net.Inputs)..]);
                pass.Input.Slice(row * Inputs + _count, _context).CopyTo(block.Input[(row * coupling.Net.Inputs + coupling.Kept)..]);
            }

            LayerRun.Forward(coupling.Net.Layers, new ForwardPass<TNumber> { Rows = rows, Weights = pass.Weights.Slice(weights, coupling.Net.WeightCount), Input = block.Input, Output = block.Output, Kept = block.Tape });
            bool isLast = step == _couplings.Length - 1;
            Span<TNumber> next = isLast ? pass.Output : pass.Kept.Slice(at, rows * _count);
            int width = isLast ? Outputs : _count;
            for (int row = 0; row < rows; row++)
            {
                ReadOnlySpan<TNumber> x = block.State.Slice(row * _count, _count);
                Span<TNumber> y = next.Slice(row * width, _count);
                x.CopyTo(y);
                pass.Output[row * Outputs + _count] += Move(coupling, block.Output.Slice(row * coupling.Net.Outputs, coupling.Net.Outputs), x, y);
            }
        }
    }

    /// <inheritdoc/>
    public override void Backward<TNumber>(in BackwardPass<TNumber> pass)
    {
        int rows = pass.Rows, blocks = rows * _perRow;
        Span<TNumber> gradient = pass.Kept.Slice(blocks, rows * _count), ofOutput = pass.Kept.Slice(blocks + rows * _count, rows * _widest), ofInput = pass.Kept.Slice(blocks + rows * (_count + _widest), rows * _widest);
        for (int row = 0; row < rows; row++)
        {
            pass.OutputGradient.Slice(row * Outputs, _count).CopyTo(gradient[(row * _count)..]);
        }

        if (!pass.InputGradient.IsEmpty)
        {
            pass.InputGradient.Clear();
        }

        int weightsAt = 0, at = blocks;
        for (int step = _couplings.Length - 1; step >= 0; step--)
        {
            Coupling coupling = At(_couplings.Length - 1 - step, ref weightsAt, pass.Weights.Length, out int weights, isBackward: true);
            at -= rows * PerRow(coupling);
            Block<TNumber> block = BlockOf(pass.Kept, at, coupling, rows);
            int inputs = coupling.Net.Inputs, outputs = coupling.Net.Outputs;
            for (int row = 0; row < rows; row++)
            {
                Unmove(
                    coupling, block.Output.Slice(row * outputs, outputs), block.State.Slice(row * _count, _count), pass.OutputGradient[row * Outputs + _count],
                    gradient.Slice(row * _count, _count), ofOutput.Slice(row * outputs, outputs));
            }

            LayerRun.Backward(coupling.Net.Layers, new BackwardPass<TNumber>
            {
                Rows = rows,
                Weights = pass.Weights.Slice(weights, coupling.Net.WeightCount),
                Input = block.Input,
                Output = block.Output,
                Kept = block.Tape,
                OutputGradient = ofOutput[..(rows * outputs)],
                InputGradient = ofInput[..(rows * inputs)],
                WeightGradient = pass.WeightGradient.Slice(weights, coupling.Net.WeightCount),
                IsTraining = pass.IsTraining,
            });
            for (int row = 0; row < rows; row++)
            {
                Add(ofInput.Slice(row * inputs, coupling.Kept), gradient.Slice(row * _count + coupling.KeptFrom, coupling.Kept));
                if (!pass.InputGradient.IsEmpty)
                {
                    Add(ofInput.Slice(row * inputs + coupling.Kept, _context), pass.InputGradient.Slice(row * Inputs + _count, _context));
                }
            }
        }

        for (int row = 0; row < rows && !pass.InputGradient.IsEmpty; row++)
        {
            gradient.Slice(row * _count, _count).CopyTo(pass.InputGradient[(row * Inputs)..]);
        }
    }

    // y = x·exp(s) + t, or x = (y − t)·exp(−s); the logarithm of the stretch is returned.
    private TNumber Move<TNumber>(Coupling coupling, ReadOnlySpan<TNumber> net, ReadOnlySpan<TNumber> x, Span<TNumber> y)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        TNumber sum = TNumber.Zero;
        for (int i = 0; i < coupling.Moved; i++)
        {
            TNumber t = net[i], s = Scale(net[coupling.Moved + i]);
            int at = coupling.MovedFrom + i;
            y[at] = _isInverse ? (x[at] - t) * TNumber.Exp(-s) : x[at] * TNumber.Exp(s) + t;
            sum += _isInverse ? -s : s;
        }

        return sum;
    }

    // The gradient by y becomes that by x, and that by the network's output is set.
    private void Unmove<TNumber>(Coupling coupling, ReadOnlySpan<TNumber> net, ReadOnlySpan<TNumber> x, TNumber ofLog, Span<TNumber> gradient, Span<TNumber> ofNet)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        TNumber bound = TNumber.CreateTruncating(Bound);
        for (int i = 0; i < coupling.Moved; i++)
        {
            TNumber t = net[i], s = Scale(net[coupling.Moved + i]), stretch = TNumber.Exp(_isInverse ? -s : s);
            ref TNumber g = ref gradient[coupling.MovedFrom + i];
            TNumber moved = g * stretch, from = x[coupling.MovedFrom + i], slope = TNumber.One - s / bound * (s / bound);
            ofNet[i] = _isInverse ? -moved : g;
            ofNet[coupling.Moved + i] = slope * (_isInverse ? -(moved * (from - t)) - ofLog : moved * from + ofLog);
            g = moved;
        }
    }

    private static TNumber Scale<TNumber>(TNumber raw)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        TNumber bound = TNumber.CreateTruncating(Bound);
        return bound * TNumber.Tanh(raw / bound);
    }

    private static void Add<TNumber>(ReadOnlySpan<TNumber> x, Span<TNumber> sum)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        for (int i = 0; i < x.Length; i++)
        {
            sum[i] += x[i];
        }
    }

    // The coupling that is applied in a step, and where its weights begin: those of the first coupling come first, in both directions.
    private Coupling At(int step, ref int at, int all, out int weights, bool isBackward = false)
    {
        bool fromEnd = _isInverse != isBackward;
        Coupling coupling = _couplings[fromEnd ? _couplings.Length - 1 - step : step];
        weights = fromEnd ? all - at - coupling.Net.WeightCount : at;
        at += coupling.Net.WeightCount;
        return coupling;
    }

    private int PerRow(Coupling coupling) => _count + coupling.Net.Inputs + coupling.Net.Outputs + coupling.Tape;

    private Block<TNumber> BlockOf<TNumber>(Span<TNumber> kept, int at, Coupling coupling, int rows)
        where TNumber : unmanaged
    {
        int state = rows * _count, input = rows * coupling.Net.Inputs, output = rows * coupling.Net.Outputs;
        return new()
        {
            State = kept.Slice(at, state),
            Input = kept.Slice(at + state, input),
            Output = kept.Slice(at + state + input, output),
            Tape = kept.Slice(at + state + input + output, rows * coupling.Tape),
        };
    }

    private readonly ref struct Block<TNumber>
        where TNumber : unmanaged
    {
        public required Span<TNumber> State { get; init; }

        public required Span<TNumber> Input { get; init; }

        public required Span<TNumber> Output { get; init; }

        public required Span<TNumber> Tape { get; init; }
    }
}
