using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Normal Mu() => new(0, 1);
    [Likelihood] Normal Y(int i, double mu) => new(mu, 1);

    [Factor]
    double F(double mu)
    {
        double half;
        return Split(mu, out half) + half;
    }

    static double Split(double x, out double half)
    {
        half = x / 2;
        return half;
    }
}
