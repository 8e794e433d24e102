using ProbDsl;

[ProbabilisticModel]
public partial class Model(double[] y)
{
    [Parameter] RealNvp Flow => new(count: 2, layers: 2, hidden: [4]);

    [Prior] NormalVector Z() => NormalVector.Standard(2);

    [Prior] Bernoulli High() => Bernoulli.FromProbability(0.5);

    [Variational(nameof(Z))] FlowVector QZ() => Flow.Push(NormalVector.Standard(2));

    [Likelihood] Normal Y(int n, double[] z, bool high) => new(z[0] + z[1], high ? 2 : 1);
}
