using System.Numerics;

namespace ProbDsl;

/// <summary>What a minibatch gives, in nats per row.</summary>
internal readonly record struct BatchValue(double Elbo, double Objective);

/// <summary>An objective on a minibatch and its gradient, the rows shared among the cores or, where there are more cores than shares, each matrix product.</summary>
/// <remarks>Each share is of about as many rows whatever the number of cores, so that bits do not depend on it.</remarks>
internal abstract class BatchShares<TProgram, TNumber, TPack>
    where TProgram : struct, INetworkProgram
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    where TPack : unmanaged, IVectorPack<TPack, TNumber>
{
    // Places of a share: with fewer the weights go through the caches too often, with more there is nothing for a second core in a large batch.
    private const int Places = 128;

    // Products of a row's number and a weight below which another core is not worth the way.
    private const long WorthSharing = 1 << 20;
    private readonly BatchNoise _noise;
    private readonly ulong _seed;
    private readonly Team _team;
    private readonly SharedProduct<TNumber> _product;
    private readonly int _draws;
    private readonly int[] _batch;
    private readonly Share[] _shares;
    private readonly List<TNumber[]> _gradients = [];
    private readonly Action<int> _prepare;
    private int _used;
    private long _step;

    /// <param name="program">The model.</param>
    /// <param name="largestBatch">Rows of the largest batch.</param>
    /// <param name="draws">Draws for each row.</param>
    /// <param name="gradient">Length of the gradient that the program writes.</param>
    /// <param name="seed">Chooses the noise.</param>
    /// <param name="team">The cores.</param>
    protected BatchShares(TProgram program, int largestBatch, int draws, int gradient, ulong seed, Team team)
    {
        (Program, PlateRows, _noise, _seed, _team, _draws) = (new(program), program.BatchRows, new BatchNoise(program), seed, team, draws);
        _product = new(team);
        _batch = new int[largestBatch];
        _shares = new Share[SharesOf(largestBatch)];

        // A batch with few rows less may have a share less, of nearly twice the places.
        int rows = Math.Min(largestBatch, 2 * Places / draws + 1);
        for (int k = 0; k < _shares.Length; k++)
        {
            _shares[k] = new Share(rows * draws, _noise.Width, gradient, RowProgram<TProgram, TNumber, TPack>.WeightsOf(program, _noise.Width));
        }

        _prepare = Prepare;
    }

    /// <summary>An objective on batches.</summary>
    public static BatchShares<TProgram, TNumber, TPack> Of(TProgram program, TrainingObjective objective, int largestBatch, ulong seed, Team team) => objective switch
    {
        ImportanceWeightedBound bound => new ImportanceShares<TProgram, TNumber, TPack>(program, bound, largestBatch, seed, team),
        TotalCorrelationObjective parts => new TotalCorrelationShares<TProgram, TNumber, TPack>(program, parts, largestBatch, seed, team),
        _ => new TermShares<TProgram, TNumber, TPack>(program, objective, largestBatch, seed, team),
    };

    /// <summary>The parts of the gradient of the last batch: their sum is that of the objective of all rows of the plate.</summary>
    public IReadOnlyList<TNumber[]> Gradients => _gradients;

    /// <summary>Whether other cores take part in little work too; for tests.</summary>
    internal bool SharesSmallWork { get; set; }

    protected RowProgram<TProgram, TNumber, TPack> Program { get; }

    protected int PlateRows { get; }

    /// <summary>Rows of the batch at hand.</summary>
    protected int Count { get; private set; }

    protected TNumber[] Parameters { get; private set; } = [];

    /// <summary>The shares of the batch at hand.</summary>
    protected ReadOnlySpan<Share> Shares => _shares.AsSpan(0, _used);

    /// <summary>The objective by a batch.</summary>
    /// <param name="parameters">Where.</param>
    /// <param name="batch">Rows.</param>
    /// <param name="step">Which step it is: chooses the noise.</param>
    /// <param name="progress">Which part of all steps is done.</param>
    public BatchValue Evaluate(TNumber[] parameters, ReadOnlySpan<int> batch, long step, double progress)
    {
        batch.CopyTo(_batch);
        (Parameters, Count, _used, _step) = (parameters, batch.Length, SharesOf(batch.Length), step);
        ForEachShare(_prepare);
        BatchValue value = Evaluate(progress);
        _gradients.Clear();
        foreach (Share share in Shares)
        {
            _gradients.Add(share.Gradient);
        }

        return value;
    }

    /// <summary>The objective by the batch at hand; fills the gradients of all shares.</summary>
    protected abstract BatchValue Evaluate(double progress);

    /// <summary>Does something with each share, by its number.</summary>
    protected void ForEachShare(Action<int> work)
    {
        bool isShared = SharesSmallWork || (long)Count * _draws * Parameters.Length >= WorthSharing;
        if (!isShared || _used > _team.Helpers)
        {
            _team.Run(_used, work, isShared);
            return;
        }

        MatrixProduct<TNumber>.Shared = _product;
        try
        {
            _team.Run(_used, work, isShared: false);
        }
        finally
        {
            MatrixProduct<TNumber>.Shared = null;
        }
    }

    private int SharesOf(int rows) => Math.Clamp(rows * _draws / Places, 1, Math.Max(1, rows));

    /// <summary>The most places of each share.</summary>
    protected IEnumerable<int> AllShares() => _shares.Select(s => s.Rows.Length);

    /// <summary>The first row of a share in the batch.</summary>
    protected int Start(int share) => (int)((long)share * Count / _used);

    // Each row of a share as many times as there are draws.
    private void Prepare(int k)
    {
        Share share = _shares[k];
        (int start, int end) = (Start(k), Start(k + 1));
        share.Count = (end - start) * _draws;
        for (int i = 0; i < share.Count; i++)
        {
            share.Rows[i] = _batch[start + i / _draws];
        }

        _noise.Fill(share.Noise, share.Batch, _seed, Streams.RowsOfStep(_step), _draws);
        share.Workspace.TrainingSeed = unchecked(_seed ^ ((((ulong)_step + 1) * 0x9E3779B97F4A7C15UL) + ((ulong)k * 0xD1B54A32D192ED03UL)));
    }

    /// <summary>Some rows of the batch, and what is computed of them.</summary>
    protected sealed class Share(int places, int noise, int gradient, int weights)
    {
        private readonly TNumber[] _noise = new TNumber[places * noise];
        private readonly TNumber[] _values = new TNumber[places];
        private readonly TNumber[] _weights = new TNumber[weights * places];

        public int Count { get; set; }

        public int[] Rows { get; } = new int[places];

        public ReadOnlySpan<int> Batch => Rows.AsSpan(0, Count);

        public Span<TNumber> Noise => _noise.AsSpan(0, Count * noise);

        public TNumber[] Gradient { get; } = new TNumber[gradient];

        /// <summary>A number for each place.</summary>
        public Span<TNumber> Values => _values.AsSpan(0, Count);

        /// <summary>A weight for each place, and another; then those of means and log sds, where the program has any.</summary>
        public Span<TNumber> Weights => _weights.AsSpan(0, weights * Count);

        public Workspace<PackLane<Pack1<TNumber>, TNumber>> Workspace { get; } = new();

        public double Reconstruction { get; set; }

        public double Kl { get; set; }

        public double Value { get; set; }

        /// <summary>The sum of the numbers.</summary>
        public double SumOfValues()
        {
            double sum = 0;
            foreach (TNumber value in Values)
            {
                sum += double.CreateTruncating(value);
            }

            return sum;
        }
    }
}
