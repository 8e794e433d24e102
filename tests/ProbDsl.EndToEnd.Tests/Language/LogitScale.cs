namespace ProbDsl.EndToEnd.Tests.Language;

/// <summary>A probability whose logarithm and that of its complement are all that any density reads.</summary>
[ProbabilisticModel]
public sealed partial class ProbabilityModel(bool[] heads, int[] hits, int[] waits, int[] failures) : IGenerated
{
    [Prior] internal Beta P() => new(2, 3);

    [Likelihood(Of = nameof(heads))] internal Bernoulli Toss(int i, double p) => Bernoulli.FromProbability(p);

    [Likelihood(Of = nameof(hits))] internal Binomial Hit(int i, double p) => Binomial.FromProbability(5, p);

    [Likelihood(Of = nameof(waits))] internal Geometric Wait(int i, double p) => Geometric.FromProbability(p);

    [Likelihood(Of = nameof(failures))] internal NegativeBinomial Failure(int i, double p) => NegativeBinomial.FromSuccessesAndProbability(2, p);
}

/// <summary>The same with a probability for each group, read through an index, and its complement as a derived quantity and a local.</summary>
[ProbabilisticModel]
public sealed partial class GroupedProbabilityModel(int groups, int[] group, bool[] heads, bool[] tails) : IGenerated
{
    [Prior] internal Beta P([Plate(nameof(groups))] int g) => new(2, 3);

    [Derived] internal double Miss([Plate(nameof(groups))] int g, double[] p) => 1 - p[g];

    [Likelihood(Of = nameof(heads))] internal Bernoulli Toss(int i, double[] p) => Bernoulli.FromProbability(p[group[i]]);

    [Likelihood(Of = nameof(tails))] internal Bernoulli Tail(int i, double[] miss) => Bernoulli.FromProbability(miss[group[i]]);
}

/// <summary>Latents in an interval and above a bound, of whose distances from the ends logarithms are taken.</summary>
[ProbabilisticModel]
public sealed partial class IntervalModel(int groups) : IGenerated
{
    [Prior] internal Uniform X() => new(-1, 3);

    [Prior] internal Uniform V([Plate(nameof(groups))] int g) => new(0, 4);

    [Prior] internal LogNormal Size([Plate(nameof(groups))] int g) => new(0, 1);

    [Factor] internal double Ends(double x) => 2 * Math.Log(x + 1) + 5 * Math.Log(3 - x);

    [Factor]
    internal double Rest(double[] v)
    {
        double sum = 0;
        for (int g = 0; g < v.Length; g++)
        {
            double share = v[g] / 4;
            sum += Math.Log(share) + 3 * ProbMath.Log1p(-share);
        }

        return sum;
    }

    [Factor]
    internal double Sizes(double[] size)
    {
        double sum = 0;
        foreach (double s in size)
        {
            sum += 3 * Math.Log(s);
        }

        return sum;
    }
}
