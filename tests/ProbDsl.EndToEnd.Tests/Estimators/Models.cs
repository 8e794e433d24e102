using FullRankProgram = ProbDsl.Generated.ProbDsl_EndToEnd_Tests_Estimators_CountsFullRank.ModelProgram;
using LowRankProgram = ProbDsl.Generated.ProbDsl_EndToEnd_Tests_Estimators_CountsLowRank.ModelProgram;
using MeanFieldProgram = ProbDsl.Generated.ProbDsl_EndToEnd_Tests_Estimators_CountsMeanField.ModelProgram;

namespace ProbDsl.EndToEnd.Tests.Estimators;

/// <summary>Counts in groups: a posterior that is not normal, a latent with a transform, latents in a plate, a parameter of p.</summary>
[ProbabilisticModel]
public sealed partial class CountsMeanField(int[] count) : IEstimated
{
    int Groups => count.Length;

    [Prior] Normal Level() => new(0.5, 1);

    [Prior] HalfNormal Spread() => new(1);

    [Prior] Normal Effect([Plate(nameof(Groups))] int g, double level, double spread) => new(level, spread);

    [Likelihood] Poisson Count(int g, double[] effect, [Parameter] double exposure) => Poisson.FromLogRate(effect[g] + exposure);

    IStepElbo IEstimated.Steps => new WholeElbo<MeanFieldProgram>(new(ModelData));

    GaussianGuide<Scalar> IEstimated.Guide => GuideLayout.Read<MeanFieldProgram, Scalar>(new(ModelData))!;
}

[ProbabilisticModel, FullRank]
public sealed partial class CountsFullRank(int[] count) : IEstimated
{
    int Groups => count.Length;

    [Prior] Normal Level() => new(0.5, 1);

    [Prior] HalfNormal Spread() => new(1);

    [Prior] Normal Effect([Plate(nameof(Groups))] int g, double level, double spread) => new(level, spread);

    [Likelihood] Poisson Count(int g, double[] effect, [Parameter] double exposure) => Poisson.FromLogRate(effect[g] + exposure);

    IStepElbo IEstimated.Steps => new WholeElbo<FullRankProgram>(new(ModelData));

    GaussianGuide<Scalar> IEstimated.Guide => GuideLayout.Read<FullRankProgram, Scalar>(new(ModelData))!;
}

[ProbabilisticModel, LowRank(2)]
public sealed partial class CountsLowRank(int[] count) : IEstimated
{
    int Groups => count.Length;

    [Prior] Normal Level() => new(0.5, 1);

    [Prior] HalfNormal Spread() => new(1);

    [Prior] Normal Effect([Plate(nameof(Groups))] int g, double level, double spread) => new(level, spread);

    [Likelihood] Poisson Count(int g, double[] effect, [Parameter] double exposure) => Poisson.FromLogRate(effect[g] + exposure);

    IStepElbo IEstimated.Steps => new WholeElbo<LowRankProgram>(new(ModelData));

    GaussianGuide<Scalar> IEstimated.Guide => GuideLayout.Read<LowRankProgram, Scalar>(new(ModelData))!;
}

/// <summary>
/// log p = −½·zᵀz + ½·c·(Σz)² + pull·z: precision I − c·11ᵀ, so covariance I + c/(1 − 3c)·11ᵀ, a diagonal and one factor, and mean covariance·pull.
/// </summary>
[ProbabilisticModel, FullRank]
public sealed partial class CoupledFullRank(double[] pull, double c)
{
    int Size => pull.Length;

    [Prior] Normal Z([Plate(nameof(Size))] int i) => new(0, 1);

    [Factor] double Coupling(double[] z) => (0.5 * c * ProbMath.Sum(z) * ProbMath.Sum(z)) + ProbMath.Dot(pull, z);
}

[ProbabilisticModel, LowRank(1)]
public sealed partial class CoupledLowRank(double[] pull, double c)
{
    int Size => pull.Length;

    [Prior] Normal Z([Plate(nameof(Size))] int i) => new(0, 1);

    [Factor] double Coupling(double[] z) => (0.5 * c * ProbMath.Sum(z) * ProbMath.Sum(z)) + ProbMath.Dot(pull, z);
}
