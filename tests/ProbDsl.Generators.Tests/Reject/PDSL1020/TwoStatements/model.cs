using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior, Support(Lower = nameof(Low))] Normal Mu() => new(0, 1);
    [Likelihood] Normal Y(int i, double mu) => new(mu, 1);
    double Low()
    {
        double s = 0;
        for (int i = 0; i < 3; i++)
        {
            s += y[i];
        }

        return s;
    }
}
