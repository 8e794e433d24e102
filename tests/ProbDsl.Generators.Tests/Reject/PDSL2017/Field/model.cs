using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    Normal standard = new(0, 1);
    [Prior] Normal Mu() => standard;
    [Likelihood] Normal Y(int i, double mu) => new(mu, 1);
}
