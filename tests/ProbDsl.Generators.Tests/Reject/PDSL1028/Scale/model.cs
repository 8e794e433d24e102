using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Normal Mu() => new(0, 1);
    [Prior] Normal S() => new(0, 1);
    [Likelihood]
    Normal Y(int i, double mu, double s)
    {
        double sd = s;
        return new(mu, sd);
    }
}
