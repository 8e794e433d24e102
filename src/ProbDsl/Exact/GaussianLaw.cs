namespace ProbDsl;

/// <summary>A posterior that is one Gaussian over all latents, which its precision tells.</summary>
/// <param name="Scalars">The positions of the latents among the scalars.</param>
/// <param name="Mean">Their means.</param>
/// <param name="LogDeterminant">Half the logarithm of the determinant of their covariance.</param>
/// <param name="Variance">The variance of a linear function of them.</param>
internal sealed record GaussianLaw(int[] Scalars, double[] Mean, double LogDeterminant, Func<double[], double> Variance);
