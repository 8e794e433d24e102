using System.Numerics;

namespace ProbDsl;

/// <summary>The ELBO of a minibatch and its gradient, the rows shared among the cores.</summary>
/// <remarks>Each share is of about as many rows whatever the number of cores, so that bits do not depend on it, and estimates the ELBO as a batch of its own would.</remarks>
internal sealed class BatchShares<TProgram, TNumber, TPack>
    where TProgram : struct, INetworkProgram
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    where TPack : unmanaged, IVectorPack<TPack, TNumber>
{
    // Rows of a share: with fewer the matrix products are short, with more there is nothing for a second core in a usual batch.
    private const int Rows = 64;

    // Products of a row's number and a weight below which another core is not worth the way.
    private const long WorthSharing = 1 << 20;
    private readonly RowProgram<TProgram, TNumber, TPack> _program;
    private readonly BatchNoise _noise;
    private readonly ulong _seed;
    private readonly Team _team;
    private readonly Share[] _shares;
    private readonly int[] _batch;
    private readonly List<WeightedGradient<TNumber>> _gradients = [];
    private readonly Action<int> _evaluate;
    private TNumber[] _parameters = [];
    private int _count;
    private int _used;
    private long _step;

    public BatchShares(TProgram program, int largestBatch, ulong seed, Team team)
    {
        (_program, _noise, _seed, _team) = (new(program), new BatchNoise(program), seed, team);
        _batch = new int[largestBatch];
        _shares = new Share[SharesOf(largestBatch)];
        for (int k = 0; k < _shares.Length; k++)
        {
            _shares[k] = new Share(program.ParameterCount, (largestBatch / _shares.Length + 1) * _noise.Width);
        }

        _evaluate = Evaluate;
    }

    /// <summary>The parts of the gradient of the last batch.</summary>
    public IReadOnlyList<WeightedGradient<TNumber>> Gradients => _gradients;

    /// <summary>The ELBO by a batch.</summary>
    public double Elbo(TNumber[] parameters, ReadOnlySpan<int> batch, long step)
    {
        batch.CopyTo(_batch);
        (_parameters, _count, _used, _step) = (parameters, batch.Length, SharesOf(batch.Length), step);
        _team.Run(_used, _evaluate, isShared: (long)batch.Length * parameters.Length >= WorthSharing);
        _gradients.Clear();
        double elbo = 0;
        for (int k = 0; k < _used; k++)
        {
            double weight = (double)(Start(k + 1) - Start(k)) / _count;
            elbo += weight * _shares[k].Elbo;
            _gradients.Add(new(_shares[k].Gradient, weight));
        }

        return elbo;
    }

    private static int SharesOf(int rows) => Math.Max(1, rows / Rows);

    private int Start(int share) => (int)((long)share * _count / _used);

    private void Evaluate(int k)
    {
        Share share = _shares[k];
        ReadOnlySpan<int> batch = _batch.AsSpan(Start(k), Start(k + 1) - Start(k));
        Span<TNumber> noise = share.Noise.AsSpan(0, batch.Length * _noise.Width);
        _noise.Fill(noise, batch, _seed, Streams.RowsOfStep(_step));
        share.Workspace.TrainingSeed = unchecked(_seed ^ ((((ulong)_step + 1) * 0x9E3779B97F4A7C15UL) + ((ulong)k * 0xD1B54A32D192ED03UL)));
        share.Elbo = _program.ElboOnBatch(_parameters, noise, batch, share.Gradient, share.Workspace);
    }

    private sealed class Share(int parameters, int noise)
    {
        public TNumber[] Gradient { get; } = new TNumber[parameters];

        public TNumber[] Noise { get; } = new TNumber[noise];

        public Workspace<PackLane<Pack1<TNumber>, TNumber>> Workspace { get; } = new();

        public double Elbo { get; set; }
    }
}
