using ProbDsl;

[ProbabilisticModel]
public partial class Model(double[] alpha, int[] face)
{
    [Prior, Support(Lower = 0.1)] Dirichlet Weight() => new(alpha);

    [Likelihood] Categorical Face(int n, double[] weight) => Categorical.FromProbabilities(weight);
}
