using ProbDsl;

[ProbabilisticModel, Flow(layers: 1)]
public partial class Model(double[] y)
{
    [Prior] Normal Mu() => new(0, 1);

    [Likelihood] Normal Y(int n, double mu) => new(mu, 1);
}
