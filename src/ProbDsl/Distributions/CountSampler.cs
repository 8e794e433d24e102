namespace ProbDsl;

/// <summary>Exact draws of counts: large problems are halved by an order statistic, small ones are counted (Devroye 1986, chapter X).</summary>
internal static class CountSampler
{
    private const double Small = 24;

    /// <summary>A binomial draw.</summary>
    public static double Binomial(double trials, double probability, double complement, ref Philox random)
    {
        if (probability <= 0 || complement <= 0)
        {
            return probability <= 0 ? 0 : trials;
        }

        double count = 0;
        while (trials > Small)
        {
            // The i-th smallest of n uniform numbers is Beta(i, n + 1 − i): it splits the trials into two binomials.
            double i = Math.Floor(trials / 2) + 1;
            double left = GammaSampler.Sample(i, ref random);
            double right = GammaSampler.Sample(trials + 1 - i, ref random);
            double split = left / (left + right);
            if (split <= probability)
            {
                count += i;
                trials -= i;
                probability = (probability - split) / (1 - split);
            }
            else
            {
                trials = i - 1;
                probability /= split;
            }
        }

        for (; trials > 0; trials--)
        {
            count += random.NextDouble() < probability ? 1 : 0;
        }

        return count;
    }

    /// <summary>A Poisson draw.</summary>
    public static double Poisson(double rate, ref Philox random)
    {
        double count = 0;
        while (rate > Small)
        {
            // The time of the m-th event is Gamma(m): before the end, go on from there; after it, m − 1 events are spread uniformly.
            double m = Math.Floor(rate * 0.875);
            double time = GammaSampler.Sample(m, ref random);
            if (time > rate)
            {
                return count + Binomial(m - 1, rate / time, (time - rate) / time, ref random);
            }

            count += m;
            rate -= time;
        }

        for (rate -= random.NextExponential(); rate > 0; rate -= random.NextExponential())
        {
            count++;
        }

        return count;
    }
}
