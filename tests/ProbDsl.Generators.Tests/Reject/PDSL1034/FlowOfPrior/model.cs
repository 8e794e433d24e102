using ProbDsl;

[ProbabilisticModel]
public partial class Model(double[] y, double[,] covariance)
{
    [Parameter] RealNvp Flow => new(count: 2, layers: 2, hidden: [4]);

    [Prior] FlowVector Z() => Flow.Push(NormalVector.Standard(2));

    [Likelihood] Normal Y(int n, double[] z) => new(z[0] + z[1], 1);
}
