using ProbDsl;

[ProbabilisticModel]
public partial class Model(double[] y, double[,] covariance)
{
    [Parameter] RealNvp Flow => new(count: 2, layers: 2, hidden: [4]);

    [Prior] Normal Mu() => new(0, 1);

    [Likelihood(Of = nameof(y))] FlowVector X(double mu) => Flow.Push(NormalVector.WithSd([mu, mu], 1));
}
