using ProbDsl;

[ProbabilisticModel]
public partial class MissingRows(int[] site, int[] count, int sites)
{
    [Prior] Gamma Rate([Plate(nameof(sites))] int s) => Gamma.FromShapeAndRate(2, 0.5);
    [Likelihood] Poisson? Count(int n, double[] rate) => count[n] < 0 ? null : Poisson.FromRate(rate[site[n]]);
}
