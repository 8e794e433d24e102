namespace ProbDsl.Tests.Concurrency;

public class TeamTests
{
    /// <summary>Every portion once, loop after loop, with more helpers than cores, so that some come late.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Run_DoesEveryPortionOnce(int helpers)
    {
        var team = new Team(helpers);
        for (int loop = 0; loop < 2000; loop++)
        {
            int[] done = new int[1 + (loop % 9)];
            team.Run(done.Length, k => Interlocked.Increment(ref done[k]));
            Assert.All(done, n => Assert.Equal(1, n));
        }
    }

    [Fact]
    public void Failure_ReachesTheCaller_AndTheTeamGoesOn()
    {
        var team = new Team(2);
        Assert.Equal("third", Assert.Throws<InvalidOperationException>(() => team.Run(5, k => { _ = k == 3 ? throw new InvalidOperationException("third") : 0; })).Message);
        int sum = 0;
        team.Run(5, k => Interlocked.Add(ref sum, k));
        Assert.Equal(10, sum);
    }

    [Fact]
    public void NoPortions_IsNoWork() => new Team(2).Run(0, _ => throw new InvalidOperationException());
}
