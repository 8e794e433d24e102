using ProbDsl;

[ProbabilisticModel]
public partial class Model(double[] y, double[,] covariance)
{
    [Parameter] RealNvp Flow => new(count: 2, layers: 2, hidden: [4]);

    [Prior] NormalVector Z() => NormalVector.Standard(2);

    [Variational(nameof(Z))] FlowVector QZ() => Flow.Push(MultivariateNormal.FromCovariance([0, 0], covariance));

    [Likelihood] Normal Y(int n, double[] z) => new(z[0] + z[1], 1);
}
