using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Normal Mu() => new(0, 1);
    [Likelihood] Normal Y(int i, double mu) => new(mu, 1);

    [Factor]
    double F(double mu)
    {
        double s = 0;
        for (int i = 0; i < 3; i++)
        {
            if (y[i] > 2)
            {
                continue;
            }
        
            s += mu;
        }
        
        return s;
    }
}
