using ProbDsl;
using static ProbDsl.ProbMath;

[ProbabilisticModel]
public partial class Probit(double[] x, int[] y)
{
    [Prior] Normal A() => new(0, 2);
    [Prior] Normal B() => new(0, 2);
    [Likelihood] Bernoulli Y(int n, double a, double b) => Bernoulli.FromProbability(NormalCdf(a + b * x[n]));
}
