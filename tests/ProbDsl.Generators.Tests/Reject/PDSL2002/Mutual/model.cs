using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Normal Mu() => new(0, 1);
    [Likelihood] Normal Y(int i, double mu) => new(mu, 1);
    [Factor] double F(double mu) => Even(mu);
    static double Even(double x) => 1 + Odd(x);
    static double Odd(double x) => 2 * Even(x);
}
