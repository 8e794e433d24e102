using ProbDsl;
using ProbDsl.EndToEnd.Tests;

[ProbabilisticModel]
internal sealed partial class GlobalNamespaceModel(double[] y) : IGenerated
{
    [Prior] internal Normal Mu() => new(0, 1);

    [Likelihood] internal Normal Y(int n, double mu) => new(mu, 2);
}
