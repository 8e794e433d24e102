namespace ProbDsl;

/// <summary>The fitted q as it is, whatever the fit reports.</summary>
public sealed class Approximation
{
    private readonly Lazy<double> _kHat;

    internal Approximation(string family, Lazy<ScalarPosterior[]> scalars, Lazy<double> kHat)
    {
        Family = family;
        _scalars = scalars;
        _kHat = kHat;
    }

    private readonly Lazy<ScalarPosterior[]> _scalars;

    /// <summary>The variational family.</summary>
    public string Family { get; }

    /// <summary>q of every scalar of every quantity, in declaration order, row-major.</summary>
    public IReadOnlyList<ScalarPosterior> Scalars => _scalars.Value;

    /// <summary>
    /// The tail shape k̂ of importance weights of draws from q (Yao, Vehtari, Simpson and Gelman 2018): below 0.5 q is good, above
    /// <see cref="FitResult.KHatThreshold"/> poor. NaN where draws from q cannot be weighed.
    /// </summary>
    public double KHat => _kHat.Value;
}
