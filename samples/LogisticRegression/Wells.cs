using ProbDsl;

namespace Samples;

/// <summary>Simulated households with four columns, after the survey of wells in Bangladesh that textbooks use; the truth is known.</summary>
internal sealed record Wells(double[,] X, bool[] Switched)
{
    public const double Intercept = 0.4;

    public static ReadOnlySpan<double> Weight => [0.5, -0.9, 0.2, -0.1];

    public static Wells Simulate(int households, ulong seed)
    {
        var random = new Philox(seed);
        var x = new double[households, 4];
        bool[] switched = new bool[households];
        for (int i = 0; i < households; i++)
        {
            x[i, 0] = new LogNormal(mu: 0.3, sigma: 0.6).Sample(ref random) - 1.6; // arsenic
            x[i, 1] = new Exponential(rate: 2).Sample(ref random) - 0.5; // distance to the next safe well, 100 m
            x[i, 2] = new Normal(0, 1).Sample(ref random); // education
            x[i, 3] = Bernoulli.FromProbability(0.4).Sample(ref random) - 0.4; // member of an association
            double logit = Intercept;
            for (int k = 0; k < 4; k++)
            {
                logit += Weight[k] * x[i, k];
            }

            switched[i] = Bernoulli.FromLogit(logit).Sample(ref random) == 1;
        }

        return new Wells(x, switched);
    }
}
