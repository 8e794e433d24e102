using ProbDsl;

namespace Samples;

[ProbabilisticModel]
public partial class Level(double[] y)
{
    [Prior, NonCentered] Normal Mu() => new(0, 5);

    [Likelihood] Normal Y(int n, double mu) => new(mu, 1);
}
