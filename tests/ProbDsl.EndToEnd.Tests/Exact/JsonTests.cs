using System.Text.Json;

namespace ProbDsl.EndToEnd.Tests.Exact;

/// <summary>A fit as JSON with what stands beside it.</summary>
public class JsonTests
{
    [Fact]
    public void Posteriors_AreFieldsNamedForWhatTheyAre()
    {
        Coin model = Studies.Coin;
        var fit = model.Fit();
        var exact = model.Exact();
        var reference = model.Reference();
        JsonElement json = JsonDocument.Parse(fit.ToJson(exact, reference)).RootElement;
        JsonElement first = json.GetProperty("exact"), second = json.GetProperty("reference");
        Assert.Equal("closed form: theta as conjugate beta", first.GetProperty("route").GetString());
        Assert.Equal(exact.LogEvidence.Value, first.GetProperty("logEvidence").GetDouble());
        Assert.Equal(exact.LogEvidence.Value - fit.Elbo, first.GetProperty("gap").GetDouble());
        Comparison comparison = fit.CompareTo(exact);
        Assert.Equal(comparison.ForwardKl!.Value.Value, first.GetProperty("forwardKl").GetDouble());
        Assert.Equal("closed form", first.GetProperty("forwardKlSource").GetString());
        Assert.Equal(comparison.Reported[0].Wasserstein, first.GetProperty("reported")[0].GetProperty("wasserstein").GetDouble());
        Assert.Equal(comparison.Approximation[0].Coverage90, first.GetProperty("approximation")[0].GetProperty("coverage90").GetDouble());
        Assert.Equal(exact.Theta.Mean, first.GetProperty("parameters")[0].GetProperty("mean").GetDouble());
        Assert.Equal("NUTS", second.GetProperty("method").GetString());
        Assert.True(second.GetProperty("isReference").GetBoolean());
        Assert.Equal(reference.Theta.Sd, second.GetProperty("parameters")[0].GetProperty("sd").GetDouble());
        Assert.False(json.TryGetProperty("inferNet", out _));
    }

    [Fact]
    public void PosteriorsOfOthers_AreRefused()
        => Assert.Contains("GaussianMean", Assert.Throws<ArgumentException>(() => Studies.Coin.Fit().ToJson(Studies.GaussianMean.Exact())).Message, StringComparison.Ordinal);
}
