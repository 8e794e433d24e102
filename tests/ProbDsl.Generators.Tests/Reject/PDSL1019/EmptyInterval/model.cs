using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Uniform Mu() => new(lower: 1, upper: 1);
    [Likelihood] Normal Y(int i, double mu) => new(mu, 1);
}
