using System.Numerics;

namespace ProbDsl;

/// <summary>The importance-weighted bound: each row in several places, each place with its share w̃ of the row's weight.</summary>
internal sealed class ImportanceShares<TProgram, TNumber, TPack> : BatchShares<TProgram, TNumber, TPack>
    where TProgram : struct, INetworkProgram
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    where TPack : unmanaged, IVectorPack<TPack, TNumber>
{
    private readonly ImportanceWeightedBound _bound;
    private readonly TNumber[] _phi;
    private readonly int _guide;
    private readonly TNumber[][] _squared;
    private readonly Action<int> _evaluate;

    public ImportanceShares(TProgram program, ImportanceWeightedBound bound, int largestBatch, ulong seed, Team team)
        : base(program, largestBatch, bound.Draws, program.ParameterCount + program.GuideParameterCount, seed, team)
    {
        (_bound, _guide, _evaluate) = (bound, program.GuideParameterCount, Evaluate);
        _phi = new TNumber[program.ParameterCount + _guide];
        _squared = [.. Enumerable.Range(0, bound.Estimator == ImportanceGradient.DoublyReparameterised ? largestBatch : 0).Select(_ => Array.Empty<TNumber>())];
    }

    /// <inheritdoc/>
    protected override BatchValue Evaluate(double progress)
    {
        // log q has the parameters of q once more.
        Parameters.CopyTo(_phi, 0);
        Parameters.AsSpan(0, _guide).CopyTo(_phi.AsSpan(Parameters.Length));
        ForEachShare(_evaluate);
        double elbo = 0, bound = 0;
        foreach (Share share in Shares)
        {
            elbo += share.Reconstruction;
            bound += share.Value;
        }

        return new(elbo / Count, bound / Count);
    }

    private void Evaluate(int k)
    {
        Share share = Shares[k];
        share.Values.Clear();
        Program.LogWeightOfRows(Parameters, share.Noise, share.Batch, share.Values, share.Workspace);
        share.Reconstruction = share.SumOfValues() / _bound.Draws;
        share.Value = 0;
        for (int i = 0; i < share.Count; i += _bound.Draws)
        {
            share.Value += Normalise(share.Values.Slice(i, _bound.Draws));
        }

        Span<TNumber> gradient = share.Gradient;
        Weigh(share, squared: false, gradient);
        Span<TNumber> ofGuide = gradient[.._guide];
        switch (_bound.Estimator)
        {
            case ImportanceGradient.Total:
                Matrix.Add(ofGuide, gradient[Parameters.Length..], ofGuide);
                break;
            case ImportanceGradient.DoublyReparameterised:
                TNumber[] other = _squared[k].Length == gradient.Length ? _squared[k] : _squared[k] = new TNumber[gradient.Length];
                Weigh(share, squared: true, other);
                other.AsSpan(0, _guide).CopyTo(ofGuide);
                break;
        }
    }

    private void Weigh(Share share, bool squared, Span<TNumber> gradient)
    {
        TNumber scale = TNumber.CreateTruncating((double)PlateRows / Count);
        Span<TNumber> weights = share.Weights[..share.Count];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = scale * share.Values[i] * (squared ? share.Values[i] : TNumber.One);
        }

        Program.LogWeightOnBatch(_phi, share.Noise, weights, share.Batch, gradient, share.Workspace);
    }

    // log w of the draws of one row becomes w̃, which sum to 1; the bound is returned.
    private static double Normalise(Span<TNumber> logWeights)
    {
        TNumber largest = logWeights[0];
        foreach (TNumber w in logWeights)
        {
            largest = TNumber.Max(largest, w);
        }

        TNumber sum = TNumber.Zero;
        for (int i = 0; i < logWeights.Length; i++)
        {
            logWeights[i] = TNumber.Exp(logWeights[i] - largest);
            sum += logWeights[i];
        }

        foreach (ref TNumber w in logWeights)
        {
            w /= sum;
        }

        return double.CreateTruncating(largest) + Math.Log(double.CreateTruncating(sum) / logWeights.Length);
    }
}
