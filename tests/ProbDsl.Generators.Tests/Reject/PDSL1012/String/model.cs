using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Normal Mu() => new(0, 1);
    [Likelihood] Normal Y(int i, double mu, string kind) => new(kind == "a" ? mu : -mu, 1);
}
