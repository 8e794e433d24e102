namespace ProbDsl.Tests.Concurrency;

public class PortionsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void Run_DoesEachPortionOnce(int count)
    {
        int[] done = new int[count];
        Portions.Run(count, k => Interlocked.Increment(ref done[k]));
        Assert.All(done, times => Assert.Equal(1, times));
    }

    [Fact]
    public void Run_HandsOnWhatAPortionThrows()
        => Assert.Throws<InvalidOperationException>(() => Portions.Run(8, k => throw new InvalidOperationException()));

    [Fact]
    public void Errand_IsDoneOnceAlsoWhereNobodyTakesItUp()
    {
        int times = 0;

        // Every thread of the pool may be busy: the result is then computed by the one that asks.
        ManualResetEventSlim gate = new();
        for (int k = 0; k < 2 * Environment.ProcessorCount; k++)
        {
            ThreadPool.QueueUserWorkItem(_ => gate.Wait());
        }

        Errand<int> errand = Errand<int>.Send(() => Interlocked.Increment(ref times));
        Assert.Equal(1, errand.Result);
        gate.Set();
        Assert.Equal(1, errand.Result);
        Assert.Equal(1, times);
    }

    [Fact]
    public void Errand_HandsOnWhatItThrows()
        => Assert.Throws<NotSupportedException>(() => Errand<int>.Send(() => throw new NotSupportedException()).Result);
}
