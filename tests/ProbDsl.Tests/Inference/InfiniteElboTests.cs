namespace ProbDsl.Tests.Inference;

/// <summary>An ELBO that is infinite, or grows so, is never a result: the fit says that it failed, and where.</summary>
public class InfiniteElboTests
{
    /// <summary>A standard normal, but infinitely dense beyond 3.2: about 3 of 4,096 fresh draws find out what 64 fixed draws did not.</summary>
    private readonly struct InfiniteBeyond : ITarget
    {
        public int Dimension => 1;

        public T LogDensity<T>(ReadOnlySpan<T> u, Span<T> gradient)
            where T : unmanaged, ILane<T>
        {
            gradient[0] = -u[0];
            return T.Select(T.LessThan(3.2, u[0]), double.PositiveInfinity, -0.5 * (u[0] * u[0]));
        }
    }

    /// <summary>log p(u) = eᵘ: the further, the higher, up to overflow.</summary>
    private readonly struct Explosive : ITarget
    {
        public int Dimension => 1;

        public T LogDensity<T>(ReadOnlySpan<T> u, Span<T> gradient)
            where T : unmanaged, ILane<T>
        {
            T value = T.Exp(u[0]);
            gradient[0] = value;
            return value;
        }
    }

    [Fact]
    public void InfiniteRegion_IsFoundByFreshDraws()
    {
        FitResult fit = VariationalFit.Run(new MeanField<InfiniteBeyond>(default));
        Assert.Equal(FitStatus.NotFinite, fit.Status);
        Assert.True(double.IsNaN(fit.Elbo));
        Assert.Equal(double.PositiveInfinity, fit.NonFinite!.Value);
        Assert.Contains("Fresh draws give an ELBO that is not finite. u: log(u) is Infinity at Model.cs:7 (u = 3.", fit.Reason, StringComparison.Ordinal);
        Assert.Contains("\"status\": \"notFinite\"", fit.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void UnboundedElbo_Fails()
    {
        FitResult fit = VariationalFit.Run(new MeanField<Explosive>(default));
        Assert.Equal(FitStatus.LineSearchFailed, fit.Status);
        Assert.StartsWith("Along the gradient the value improves without bound.", fit.Reason, StringComparison.Ordinal);
        Assert.True(double.IsNaN(fit.Elbo));
        Assert.Equal(double.PositiveInfinity, fit.NonFinite!.Value);

        // Overflow is a few steps away when each is as long as the search likes; 2,000 iterations without a direction were the fault.
        Assert.InRange(fit.Iterations, 1, 20);
    }
}
