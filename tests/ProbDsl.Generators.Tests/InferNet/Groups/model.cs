using ProbDsl;

[ProbabilisticModel]
public partial class Groups(int groups, int[] group, double[] y, double[] standardError)
{
    [Prior] Normal Mu() => new(0, 5);
    [Prior] Normal Theta([Plate(nameof(groups))] int g, double mu) => new(mu, 2);
    [Likelihood] Normal Y(int n, double[] theta) => new(theta[group[n]], standardError[n]);
}
