using ProbDsl;

[ProbabilisticModel, LowRank(3)]
public partial class Guide(double[] y)
{
    int N => y.Length;

    [Prior] Normal Mu() => new(0, 1);
    [Prior] HalfNormal Tau() => new(1);
    [Prior] Normal Z([Plate(nameof(N))] int n, double mu, double tau) => new(mu, tau);
    [Likelihood] Normal Y(int n, double[] z) => new(z[n], 1);

    [Variational(nameof(Mu))]
    Normal QMu([Parameter] double m, [Parameter(Initial = -1)] double logS) => new(m, Math.Exp(logS));

    [Variational(nameof(Tau))]
    LogNormal QTau(double mu, [Parameter] double a, [Parameter] double b) => new(a + (b * mu), 0.5);

    [Variational(nameof(Z))]
    Normal QZ(int i, double tau, [Parameter] double[] c, [Parameter(Size = nameof(N))] double[] d)
    {
        double scale = tau * Math.Exp(d[i]);
        return new(c[i], i == 0 ? scale : scale / 2);
    }
}
