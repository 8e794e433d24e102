namespace ProbDsl.Tests.Inference.Corrections;

/// <summary>Values of weighted draws are given back once they are summed up, and made anew for whoever asks: the same bits.</summary>
public class LentValuesTests
{
    private static readonly GaussianShape s_shape = new([0.3, -0.2], [0, 1], [1.1, 0, 0.4, 0.9], Math.Log(1.1 * 0.9));

    // More draws than one portion and more than one piece of a table.
    private const int Count = 8192;

    [Fact]
    public void Values_MadeAnew_HaveTheSameBits() => SameTwice<Lane512>(keepsGoing: false);

    [Fact]
    public void Values_OfContinuedDraws_MadeAnew_HaveTheSameBits() => SameTwice<Lane256>(keepsGoing: true);

    private static void SameTwice<T>(bool keepsGoing)
        where T : unmanaged, ILane<T>
    {
        var sampler = new ImportanceSampler<MeanField<CorrelatedPair>, T>(new MeanField<CorrelatedPair>(new CorrelatedPair(0.8)), scalars: 2);
        ImportanceDraws draws = sampler.Draw(Proposal.Around(s_shape, [0.6, 0.8], isFar: false), FixedDraws.Shared(Count, 2, seed: 3, stream: 8), keepValues: true);
        draws = keepsGoing ? sampler.Continue(draws, sets: 2) : draws;
        double[][] before = [draws.Values.Column(0), draws.Values.Column(1)];
        double[] logWeights = (double[])draws.LogWeights.Clone();
        draws.LetGoOfValues();

        // Memory that was given back is somebody else's.
        var other = new DrawTable(2, draws.Count, T.Width);
        for (int first = 0; first < draws.Count; first += T.Width)
        {
            other.Block<T>(first).Fill(double.NaN);
        }

        Assert.Equal(before[0], draws.Values.Column(0));
        Assert.Equal(before[1], draws.Values.Column(1));
        Assert.Equal(logWeights, draws.LogWeights);
    }

    [Fact]
    public void DrawsForTheirWeightsAlone_HaveNoValues()
    {
        var sampler = new ImportanceSampler<MeanField<CorrelatedPair>, Scalar>(new MeanField<CorrelatedPair>(new CorrelatedPair(0.8)), scalars: 2);
        ImportanceDraws draws = sampler.Draw(Proposal.Single(s_shape)!, FixedDraws.Shared(64, 2, seed: 3, stream: 8), keepValues: false);
        Assert.False(draws.HasValues);
        Assert.Throws<InvalidOperationException>(() => draws.Values);
    }
}
