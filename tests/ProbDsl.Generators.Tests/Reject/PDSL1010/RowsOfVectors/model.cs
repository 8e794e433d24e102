using ProbDsl;

[ProbabilisticModel]
public partial class Model(double[] beta, int topics, int[] topic, int[] word)
{
    [Prior] Dirichlet Phi([Plate(nameof(topics))] int k) => new(beta);

    [Likelihood] Bernoulli Word(int n, double[,] phi) => Bernoulli.FromProbability(phi[topic[n], 0]);
}
