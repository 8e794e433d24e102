using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Normal Mu() => new(0, 1);
    [Likelihood] Normal Y(int i, double mu) => new(mu, 1);

    [Factor]
    double F(double mu)
    {
        return 1 + ((mu > 0 ? 3 : 1) / 2);
    }
}
