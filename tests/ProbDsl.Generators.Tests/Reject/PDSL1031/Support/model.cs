using ProbDsl;

namespace Samples;

[ProbabilisticModel]
public partial class Level(double[] y)
{
    [Prior] Normal Mu() => new(0, 5);

    [Prior, Centered, Support(Lower = 0)] Normal Shift(double mu) => new(mu, 1);

    [Likelihood] Normal Y(int n, double shift) => new(shift, 1);
}
