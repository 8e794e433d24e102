using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Normal Mu() => new(0, 1);
    [Factor] Normal F(double mu) => new(mu, 1);
}
