namespace ProbDsl;

/// <summary>What is known of one scalar's posterior, whichever way it was found.</summary>
internal abstract class Marginal
{
    public abstract double Mean { get; }

    public abstract double Sd { get; }

    /// <summary>Equally weighted draws; draw k of one scalar belongs with draw k of every other.</summary>
    public abstract double[] Draws { get; }

    public abstract double Quantile(double p);

    public abstract double Cdf(double x);

    /// <summary>The Monte-Carlo standard errors of the mean and the standard deviation; 0 where nothing was drawn.</summary>
    public abstract (double Mean, double Sd) Errors { get; }

    public abstract double QuantileStandardError(double p);

    public virtual double KHat => double.NaN;
}
