using ProbDsl;

[ProbabilisticModel]
public partial class Sprinkler(double[] sprinkle, double[] rain, bool wet)
{
    [Prior] Bernoulli Cloudy() => Bernoulli.FromProbability(0.5);
    [Prior] Bernoulli On(bool cloudy) => Bernoulli.FromProbability(cloudy ? sprinkle[1] : sprinkle[0]);
    [Prior] Bernoulli Raining(bool cloudy) => cloudy ? Bernoulli.FromProbability(rain[1]) : Bernoulli.FromLogit(rain[0]);
    [Likelihood] Bernoulli Wet(bool on, bool raining)
        => Bernoulli.FromProbability((on, raining) switch { (false, false) => 0.0, (true, true) => 0.99, _ => 0.9 });
}
