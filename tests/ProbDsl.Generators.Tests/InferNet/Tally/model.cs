using System.Linq;
using ProbDsl;

/// <summary>Words of documents with known topics, some of which are missing, and how many documents each topic has.</summary>
[ProbabilisticModel]
public partial class Tally(double[] concentration, int[] documents, int topics, int[] topic, double[][] count)
{
    [Prior] Dirichlet Weight() => new(concentration);

    [Prior] Dirichlet Words([Plate(nameof(topics))] int k) => Dirichlet.Symmetric(4, 0.5 + k);

    [Likelihood] Multinomial Documents(double[] weight) => Multinomial.FromProbabilities(documents.Sum(), weight);

    [Likelihood] Multinomial? Count(int n, double[][] words) => topic[n] < 0 ? null : Multinomial.FromProbabilities((int)count[n].Sum(), words[topic[n]]);
}
