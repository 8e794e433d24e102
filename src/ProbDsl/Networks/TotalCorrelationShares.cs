using System.Numerics;

namespace ProbDsl;

/// <summary>
/// E_q[log p(x | z)] − α·MI − β·TC − γ·DW, whose three parts of the KL are of all rows of a batch together. As KL = MI + TC + DW it is
/// r − γ·KL − (α − γ)·MI − (β − γ)·TC: the first two terms as in any objective, the others by their derivatives by mean and log sd of each row.
/// </summary>
/// <remarks>
/// Each share has the terms of its own rows, which reach every row of the batch, and adds up a gradient of its own; all are summed in order, so that bits do not depend on
/// the number of cores.
/// </remarks>
internal sealed class TotalCorrelationShares<TProgram, TNumber, TPack> : BatchShares<TProgram, TNumber, TPack>
    where TProgram : struct, INetworkProgram
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    where TPack : unmanaged, IVectorPack<TPack, TNumber>
{
    private readonly TotalCorrelationObjective _objective;
    private readonly RowArray[] _latents;
    private readonly int _width;
    private readonly RowAggregate _aggregate;
    private readonly Part[] _parts;
    private readonly Action<int> _guide;
    private readonly Action<int> _terms;
    private readonly Action<int> _kl;
    private readonly Action<int> _gradient;

    public TotalCorrelationShares(TProgram program, TotalCorrelationObjective objective, int largestBatch, ulong seed, Team team)
        : base(program, largestBatch, 1, program.ParameterCount, seed, team)
    {
        if (program.GuideObstacle is { } obstacle)
        {
            throw new NotSupportedException($"{program.Name} has no total correlation by its batches: {obstacle}. It needs the density of each row's q at the draws of all others. Objectives.Beta weighs the KL as a whole.");
        }

        (_objective, _latents) = (objective, [.. program.RowNoise]);
        _width = _latents.Sum(a => a.Width);
        _aggregate = new(largestBatch, _width);
        _parts = [.. AllShares().Select(places => new Part(places, largestBatch, _width))];
        (_guide, _terms, _kl, _gradient) = (Guide, Terms, Kl, Gradient);
    }

    /// <inheritdoc/>
    protected override BatchValue Evaluate(double progress)
    {
        _aggregate.Begin(Count);
        ForEachShare(_guide);
        ForEachShare(_terms);
        bool hasKl = _objective.Dimensions != 1;
        if (hasKl)
        {
            ForEachShare(_kl);
        }

        ForEachShare(_gradient);
        double value = 0, kl = 0, information = 0, correlation = 0;
        for (int k = 0; k < Shares.Length; k++)
        {
            value += Shares[k].Value - _parts[k].Tilt;
            kl += Shares[k].Kl;
            information += _parts[k].Information;
            correlation += _parts[k].Correlation;
        }

        (value, kl, information, correlation) = (value / PlateRows, kl / Count, information / Count, correlation / Count);
        double elbo = hasKl ? value + (_objective.Dimensions - 1) * kl : value;
        return new(elbo, value - ((_objective.Information - _objective.Dimensions) * information) - ((_objective.Beta - _objective.Dimensions) * correlation));
    }

    // Where q of each row of the share is, and its draw.
    private void Guide(int k)
    {
        (Share share, Part part, int start) = (Shares[k], _parts[k], Start(k));
        Span<TNumber> values = part.Guide.AsSpan(0, share.Count * 2 * _width);
        Program.GuideOfRows(Parameters, share.Batch, values, share.Workspace);
        for (int l = 0, first = 0; l < _latents.Length; first += _latents[l++].Width)
        {
            for (int row = 0; row < share.Count; row++)
            {
                for (int i = 0; i < _latents[l].Width; i++)
                {
                    int element = first + i, at = row * _width + element;
                    double mean = double.CreateTruncating(values[row * 2 * _width + element]), logSd = double.CreateTruncating(values[(row * 2 + 1) * _width + element]);
                    part.Step[at] = Math.Exp(logSd) * double.CreateTruncating(share.Noise[first * share.Count + row * _latents[l].Width + i]);
                    part.Draw[at] = mean + part.Step[at];
                    _aggregate.Set(start + row, element, mean, logSd);
                }
            }
        }
    }

    private void Terms(int k)
    {
        (Share share, Part part, int start) = (Shares[k], _parts[k], Start(k));
        (double logOwn, double logOther) = Weights(PlateRows, Count);
        Array.Clear(part.ByMean);
        Array.Clear(part.ByLogSd);
        (part.Information, part.Correlation) = (0, 0);

        // MI is log q(z | x) − log q(z) and TC log q(z) − Σ log q(zᵢ), in expectation.
        double scale = (double)PlateRows / Count, information = scale * (_objective.Information - _objective.Dimensions), correlation = scale * (_objective.Beta - _objective.Dimensions);
        var weights = new AggregateLogs(-information, information - correlation, correlation);
        for (int row = 0; row < share.Count; row++)
        {
            AggregateLogs logs = _aggregate.Evaluate(start + row, part.Draw.AsSpan(row * _width, _width), logOwn, logOther, part.Scratch);
            part.Information += logs.Own - logs.Joint;
            part.Correlation += logs.Joint - logs.Product;
            _aggregate.AddGradient(start + row, weights, part.Scratch, part.ByMean, part.ByLogSd, part.ByDraw.AsSpan(row * _width, _width));
        }
    }

    /// <summary>
    /// The weights with which the rows of a batch stand for all rows, so that Σ w q(z | x) has the aggregate for its expectation, one row being the one that z was drawn for
    /// (stratified sampling, Chen et al. 2018, with the weight that all other rows of the data have in all spread evenly over those of the batch).
    /// </summary>
    internal static (double LogOwn, double LogOther) Weights(int rows, int batch)
        => batch <= 1 || rows <= 1 ? (0, 0) : (-Math.Log(rows), Math.Log((rows - 1.0) / rows / (batch - 1)));

    private void Kl(int k)
    {
        Share share = Shares[k];
        share.Values.Clear();
        Program.KlOfRows(Parameters, share.Noise, share.Batch, share.Values, share.Workspace);
        share.Kl = share.SumOfValues();
    }

    private void Gradient(int k)
    {
        (Share share, Part part, int start) = (Shares[k], _parts[k], Start(k));
        double scale = (double)PlateRows / Count;
        share.Weights[..share.Count].Fill(TNumber.CreateTruncating(scale));
        share.Weights.Slice(share.Count, share.Count).Fill(TNumber.CreateTruncating(_objective.Dimensions * scale));
        part.Tilt = 0;
        for (int l = 0, first = 0; l < _latents.Length; first += _latents[l++].Width)
        {
            int width = _latents[l].Width;
            Span<TNumber> ofMeans = share.Weights.Slice((2 + 2 * first) * share.Count, width * share.Count), ofLogSds = share.Weights.Slice((2 + 2 * first + width) * share.Count, width * share.Count);
            for (int row = 0; row < share.Count; row++)
            {
                for (int i = 0; i < width; i++)
                {
                    // z = m + s·ε moves with both.
                    int at = row * _width + first + i, inBatch = _aggregate.At(start + row, first + i);
                    double byMean = part.ByDraw[at], byLogSd = part.ByDraw[at] * part.Step[at];
                    for (int other = 0; other < Shares.Length; other++)
                    {
                        byMean += _parts[other].ByMean[inBatch];
                        byLogSd += _parts[other].ByLogSd[inBatch];
                    }

                    TNumber a = ofMeans[row * width + i] = TNumber.CreateTruncating(byMean), b = ofLogSds[row * width + i] = TNumber.CreateTruncating(byLogSd);
                    part.Tilt += double.CreateTruncating(a) * double.CreateTruncating(part.Guide[row * 2 * _width + first + i]);
                    part.Tilt += double.CreateTruncating(b) * double.CreateTruncating(part.Guide[(row * 2 + 1) * _width + first + i]);
                }
            }
        }

        share.Value = Program.ObjectiveOnBatch(Parameters, share.Noise, share.Weights, share.Batch, share.Gradient, share.Workspace);
    }

    /// <summary>What a share has of the terms of all rows.</summary>
    private sealed class Part(int places, int rows, int width)
    {
        public TNumber[] Guide { get; } = new TNumber[places * 2 * width];

        public double[] Draw { get; } = new double[places * width];

        /// <summary>s·ε.</summary>
        public double[] Step { get; } = new double[places * width];

        public double[] ByDraw { get; } = new double[places * width];

        public double[] ByMean { get; } = new double[RowAggregate.Size(rows, width)];

        public double[] ByLogSd { get; } = new double[RowAggregate.Size(rows, width)];

        public RowAggregate.Scratch Scratch { get; } = new(rows, width);

        public double Information { get; set; }

        public double Correlation { get; set; }

        public double Tilt { get; set; }
    }
}
