using System.Globalization;

namespace ProbDsl;

/// <summary>A logistic number rounded to 0, 1, …, levels − 1: the law of grey values, of which there are 256.</summary>
/// <remarks>
/// P(k) = σ(b) − σ(c) with b = (k + ½ − location)/scale, c = (k − ½ − location)/scale; what lies below 0 belongs to 0, and what lies above to the last (Kingma
/// et al. 2016; Salimans et al. 2017). As σ(b) − σ(c) = σ(b) σ(−c) (1 − e^(c − b)), its logarithm is the sum of three that are never positive,
/// log σ(b) + log σ(−c) + log(1 − e^(−1/scale)): nothing cancels, however far k is from the location.
/// </remarks>
public readonly record struct DiscretisedLogistic : IDiscreteDistribution
{
    /// <summary>Checks the parameters.</summary>
    /// <param name="levels">How many values there are; at least 1. 256 for grey values of one byte.</param>
    /// <param name="location">The median before rounding, in levels; any finite number.</param>
    /// <param name="scale">The logistic's scale, in levels; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its domain.</exception>
    public DiscretisedLogistic(int levels, double location, double scale)
    {
        Levels = levels >= 1 ? levels : throw ParameterCheck.Error(nameof(DiscretisedLogistic), nameof(levels), "be at least 1", levels);
        Location = ParameterCheck.Finite(nameof(DiscretisedLogistic), nameof(location), location);
        Scale = ParameterCheck.Positive(nameof(DiscretisedLogistic), nameof(scale), scale);
    }

    /// <summary>How many values there are.</summary>
    public int Levels { get; }

    /// <summary>The median before rounding.</summary>
    public double Location { get; }

    /// <summary>The scale before rounding.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    /// <remarks>Σ P(X &gt; k), a sum over all levels.</remarks>
    public double Mean
    {
        get
        {
            double sum = 0;
            for (int k = 0; k < Levels - 1; k++)
            {
                sum += ProbMath.LogisticSigmoid((Location - k - 0.5) / Scale);
            }

            return sum;
        }
    }

    /// <inheritdoc/>
    /// <remarks>A sum over all levels.</remarks>
    public double Variance
    {
        get
        {
            double mean = Mean, sum = 0;
            for (int k = 0; k < Levels; k++)
            {
                sum += (k - mean) * (k - mean) * Math.Exp(LogDensity(k));
            }

            return sum;
        }
    }

    /// <inheritdoc/>
    public Support Support => new(0, Levels - 1, true);

    /// <inheritdoc/>
    public double LogDensity(double x)
    {
        if (!(Scale > 0) || double.IsNaN(x))
        {
            return double.NaN;
        }

        if (!Support.Contains(x))
        {
            return double.NegativeInfinity;
        }

        bool isFirst = x == 0, isLast = x == Levels - 1;
        double below = isLast ? 0 : ProbMath.Log1pExp((Location - x - 0.5) / Scale);
        double above = isFirst ? 0 : ProbMath.Log1pExp((x - 0.5 - Location) / Scale);
        return (isFirst || isLast ? 0 : ProbMath.Log1mExp(1 / Scale)) - below - above;
    }

    /// <inheritdoc/>
    public double LogDensity(int x) => LogDensity((double)x);

    /// <inheritdoc/>
    public double Sample(ref Philox random) => Quantile(random.NextDouble());

    /// <inheritdoc/>
    public double Cdf(double x)
        => double.IsNaN(x) ? x : x < 0 ? 0 : x >= Levels - 1 ? 1 : ProbMath.LogisticSigmoid((Math.Floor(x) + 0.5 - Location) / Scale);

    /// <inheritdoc/>
    public double Quantile(double p)
    {
        if (!(p > 0 && p < 1))
        {
            return p == 0 ? 0 : p == 1 ? Levels - 1 : double.NaN;
        }

        // The rounded quantile of the logistic, put right where the last place of p decides.
        double k = Math.Clamp(Math.Ceiling(Location + Scale * (Math.Log(p) - ProbMath.Log1p(-p)) - 0.5), 0, Levels - 1);
        while (k > 0 && Cdf(k - 1) >= p)
        {
            k--;
        }

        while (Cdf(k) < p)
        {
            k++;
        }

        return k;
    }

    /// <summary>The distribution as one would write it.</summary>
    /// <returns>The name and the parameters.</returns>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"DiscretisedLogistic(levels: {Levels}, location: {Location}, scale: {Scale})");
}
