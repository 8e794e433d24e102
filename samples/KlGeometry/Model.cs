using ProbDsl;

namespace Samples;

/// <summary>A place, from readings some of which are wild: a posterior of one dimension with two hills.</summary>
[ProbabilisticModel]
public sealed partial class KlGeometry(double[] reading)
{
    [Prior] Normal Place() => new(mean: 0, sd: 5);

    [Likelihood] Cauchy Reading(int i, double place) => new(place, scale: 0.5);
}
