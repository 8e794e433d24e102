using System.Numerics;

namespace ProbDsl;

/// <summary>Objectives that are functions of reconstruction and KL: their gradient is that of the terms, weighted by the derivatives by them.</summary>
internal sealed class TermShares<TProgram, TNumber, TPack> : BatchShares<TProgram, TNumber, TPack>
    where TProgram : struct, INetworkProgram
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    where TPack : unmanaged, IVectorPack<TPack, TNumber>
{
    private readonly TrainingObjective _objective;
    private readonly Action<int> _kl;
    private readonly Action<int> _reconstruction;
    private readonly Action<int> _gradient;
    private ObjectiveGradient _weights;

    public TermShares(TProgram program, TrainingObjective objective, int largestBatch, ulong seed, Team team)
        : base(program, largestBatch, 1, program.ParameterCount, seed, team)
        => (_objective, _kl, _reconstruction, _gradient) = (objective, Kl, Reconstruction, Gradient);

    /// <inheritdoc/>
    protected override BatchValue Evaluate(double progress)
    {
        if (ReferenceEquals(_objective, Objectives.Elbo))
        {
            _weights = new(1, -1);
            ForEachShare(_gradient);
            double elbo = Sum(s => s.Value) / PlateRows;
            return new(elbo, elbo);
        }

        ForEachShare(_kl);
        double kl = Sum(s => s.Kl) / Count, reconstruction = _objective.ReadsReconstruction ? MeanReconstruction() : double.NaN;
        _weights = _objective.Gradient(new(reconstruction, kl, progress));
        ForEachShare(_gradient);
        if (!_objective.ReadsReconstruction)
        {
            // The value is a·r + b·kl, which has r, unless nothing is made of it.
            reconstruction = _weights.Reconstruction == 0 ? MeanReconstruction() : (Sum(s => s.Value) / PlateRows - _weights.Kl * kl) / _weights.Reconstruction;
        }

        return new(reconstruction - kl, _objective.Value(new(reconstruction, kl, progress)));
    }

    private double MeanReconstruction()
    {
        ForEachShare(_reconstruction);
        return Sum(s => s.Reconstruction) / Count;
    }

    private double Sum(Func<Share, double> value)
    {
        double sum = 0;
        foreach (Share share in Shares)
        {
            sum += value(share);
        }

        return sum;
    }

    private void Kl(int k)
    {
        Share share = Shares[k];
        share.Values.Clear();
        Program.KlOfRows(Parameters, share.Noise, share.Batch, share.Values, share.Workspace);
        share.Kl = share.SumOfValues();
    }

    private void Reconstruction(int k)
    {
        Share share = Shares[k];
        share.Values.Clear();
        Program.ReconstructionOfRows(Parameters, share.Noise, share.Batch, share.Values, share.Workspace);
        share.Reconstruction = share.SumOfValues();
    }

    private void Gradient(int k)
    {
        Share share = Shares[k];
        double scale = (double)PlateRows / Count;
        share.Weights[..share.Count].Fill(TNumber.CreateTruncating(scale * _weights.Reconstruction));
        share.Weights.Slice(share.Count, share.Count).Fill(TNumber.CreateTruncating(-scale * _weights.Kl));
        share.Weights[(2 * share.Count)..].Clear();
        share.Value = Program.ObjectiveOnBatch(Parameters, share.Noise, share.Weights, share.Batch, share.Gradient, share.Workspace);
    }
}
