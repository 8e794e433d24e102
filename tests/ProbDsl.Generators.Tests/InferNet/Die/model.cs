using ProbDsl;

/// <summary>Words of topics with proportions of their own, and the topics' own proportions.</summary>
[ProbabilisticModel]
public partial class Die(double[] concentration, int topics, int[] topic, int[] word)
{
    [Prior] Dirichlet Weight() => new(concentration);

    [Prior] Dirichlet Words([Plate(nameof(topics))] int k) => Dirichlet.Symmetric(4, 0.5 + k);

    [Likelihood] Categorical Topic(int n, double[] weight) => Categorical.FromProbabilities(weight);

    [Likelihood] Categorical Word(int n, double[][] words) => Categorical.FromProbabilities(words[topic[n]]);
}
