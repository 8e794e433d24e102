using ProbDsl;

namespace Samples;

/// <summary>The same place with a second coordinate, whose readings go along with the first: a posterior of two dimensions with two slanting hills.</summary>
[ProbabilisticModel]
public sealed partial class KlPlane(double[] reading, double[] height)
{
    [Prior] Normal Place() => new(mean: 0, sd: 5);

    [Prior] Normal Level() => new(mean: 0, sd: 5);

    [Likelihood] Cauchy Reading(int i, double place) => new(place, scale: 0.5);

    [Likelihood] Normal Height(int i, double place, double level) => new(level + 0.6 * place, sd: 1);
}
