using System.Numerics;

namespace ProbDsl;

/// <summary>Adam (Kingma and Ba 2015), with decoupled decay (AdamW) and clipping, over all cores and in registers.</summary>
/// <remarks>The parameters are cut into blocks of one size whatever the number of cores, and sums over blocks are taken in order, so that bits do not depend on it.</remarks>
internal sealed class Adam<TNumber, TPack> : AdamMoments<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    where TPack : unmanaged, IVectorPack<TPack, TNumber>
{
    // Long enough to be worth the way to another core, and a multiple of every register's numbers.
    private const int Block = 1 << 14;
    private readonly int _count;
    private readonly Team _team;
    private readonly (int Start, int End)[] _decayed;
    private readonly TNumber[] _sum;
    private readonly double[] _squares;
    private readonly Action<int> _gather;
    private readonly Action<int> _move;
    private IReadOnlyList<TNumber[]> _parts = [];
    private double _scale;
    private double _rate;
    private double _rateOfAll;
    private double _keep;

    /// <param name="count">How many parameters there are.</param>
    /// <param name="team">The cores.</param>
    /// <param name="decayed">Which parameters decay, from where to where, in order; null for all.</param>
    public Adam(int count, Team team, IEnumerable<(int Start, int End)>? decayed = null)
        : base(count)
    {
        (_count, _team, _decayed) = (count, team, [.. decayed ?? [(0, count)]]);
        _sum = new TNumber[count];
        _squares = new double[(count + Block - 1) / Block];
        (_gather, _move) = (Gather, Move);
    }

    /// <summary>How many of the parameters, the first, are q's own.</summary>
    public int GuideParameters { get; init; }

    /// <summary>One step up the gradient of the ELBO per row; false where a number of it is not finite.</summary>
    /// <param name="gradients">Parts of the gradient, to be summed up.</param>
    /// <param name="rows">How many rows its ELBO is of.</param>
    /// <param name="progress">Which part of all steps is done, in [0, 1).</param>
    /// <param name="options">Step sizes, decay and clipping.</param>
    /// <param name="wholeSteps">How many steps, with this one, have moved all parameters; null for every one.</param>
    /// <param name="movesAll">Whether this one does, and not q's own alone.</param>
    public bool Move(IReadOnlyList<TNumber[]> gradients, int rows, double progress, TrainingOptions options, long? wholeSteps = null, bool movesAll = true)
    {
        _parts = gradients;
        _team.Run(_squares.Length, _gather);
        double squares = 0;
        foreach (double part in _squares)
        {
            squares += part;
        }

        double scale = 1.0 / rows, norm = scale * Math.Sqrt(squares);
        if (!double.IsFinite(norm))
        {
            return false;
        }

        Step++;
        _scale = norm > options.ClipNorm ? scale * options.ClipNorm / norm : scale;
        double final = options.FinalStepSize ?? options.StepSize, size = final + (options.StepSize - final) * 0.5 * (1 + Math.Cos(Math.PI * progress));
        (_rate, _rateOfAll, _keep) = (Rate(size, Step), movesAll ? Rate(size, wholeSteps ?? Step) : 0, 1 - size * options.WeightDecay);
        _team.Run(_squares.Length, _move);
        return true;
    }

    private TNumber[] Gradient => _parts.Count == 1 ? _parts[0] : _sum;

    // The sum of one block's parts, if it has several, and that of its squares.
    private void Gather(int block)
    {
        int start = block * Block, length = Math.Min(Block, _count - start);
        for (int k = 1; k < _parts.Count; k++)
        {
            AdamBlock<TNumber, TPack>.Add((k == 1 ? _parts[0] : _sum).AsSpan(start, length), _parts[k].AsSpan(start, length), _sum.AsSpan(start, length));
        }

        _squares[block] = AdamBlock<TNumber, TPack>.Squares(Gradient.AsSpan(start, length));
    }

    private void Move(int block)
    {
        // Where all have moved as often, nothing parts q's own from the others.
        int start = block * Block, end = Math.Min(start + Block, _count), cut = _rate == _rateOfAll ? end : Math.Clamp(GuideParameters, start, end);
        Move(start, cut, _rate);
        if (_rateOfAll > 0)
        {
            Move(cut, end, _rateOfAll);
        }
    }

    // What decays and what does not, in turns.
    private void Move(int start, int end, double rate)
    {
        if (_keep != 1)
        {
            foreach ((int first, int last) in _decayed)
            {
                (int from, int to) = (Math.Max(start, first), Math.Min(end, last));
                if (from < to)
                {
                    Move(start, from, rate, 1);
                    Move(from, to, rate, _keep);
                    start = to;
                }
            }
        }

        Move(start, end, rate, 1);
    }

    private void Move(int start, int end, double rate, double keep) => AdamBlock<TNumber, TPack>.Move(
        Gradient.AsSpan(start, end - start), Mean.AsSpan(start, end - start), Square.AsSpan(start, end - start), Parameters.AsSpan(start, end - start), _scale, rate, keep);

    // Running means begin at 0.
    private static double Rate(double size, long steps) => size * Math.Sqrt(1 - Math.Pow(AdamBlock.Memory, steps)) / (1 - Math.Pow(AdamBlock.Momentum, steps));
}
