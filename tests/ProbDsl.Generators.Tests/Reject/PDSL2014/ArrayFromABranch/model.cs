using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    bool Reversed => y[0] > 0;
    [Prior] Normal Mu() => new(0, 1);
    [Derived]
    double[] Ends(double mu)
    {
        double[] up = [mu, mu + 1];
        double[] down = [mu + 1, mu];
        if (Reversed)
        {
            return down;
        }

        return up;
    }

    [Likelihood] Normal Y(int i, double[] ends) => new(ends[0], 1);
}
