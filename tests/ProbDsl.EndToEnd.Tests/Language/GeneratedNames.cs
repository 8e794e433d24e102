namespace ProbDsl.EndToEnd.Tests.Language;

[ProbabilisticModel]
public sealed partial class GeneratedNamesModel(double[] workspace) : IGenerated
{
    int N => workspace.Length;

    [Prior] internal Normal Value() => new(0, 1);

    [Prior] internal Normal Gradient([Plate(nameof(N))] int data, double value) => new(value, 1);

    [Likelihood(Of = nameof(workspace))]
    internal Normal Kl_(int logJoint, double[] gradient, double value) => new(gradient[logJoint], Math.Exp(value));
}

internal static class GeneratedNames
{
    public static LanguageCase Case()
    {
        double[] y = [0.4, -0.6, 1.3];
        return new(new GeneratedNamesModel(y), p =>
        {
            double value = p.Real();
            double[] gradient = p.Reals(3);
            double prior = new Normal(0, 1).LogDensity(value) + gradient.Sum(g => new Normal(value, 1).LogDensity(g));
            return (prior, y.Select((v, j) => new Normal(gradient[j], Math.Exp(value)).LogDensity(v)).Sum());
        }, 1, 3);
    }
}
