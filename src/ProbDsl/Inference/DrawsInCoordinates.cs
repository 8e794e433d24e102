namespace ProbDsl;

/// <summary>Draws from an exact posterior at the unconstrained points of a program that may move some latents in other coordinates than those in which it was solved.</summary>
internal sealed class DrawsInCoordinates<TProgram>(TProgram program, ExactPoints draws, IReadOnlyList<string> standardised)
    where TProgram : struct, IModelProgram
{
    /// <summary>log (p(x, u) / q(u)) at each draw; null where a coordinate is not found.</summary>
    /// <param name="q">q, its factor lower triangular.</param>
    public double[]? LogRatios(GaussianShape q)
    {
        int latents = draws.Latents.Length;
        if (q.Count != latents)
        {
            return null;
        }

        var lines = new LatentLines<TProgram, Scalar>(program, draws.Latents, standardised, q.Mean);
        double constant = -q.LogDeterminant - 0.5 * latents * Math.Log(2 * Math.PI);
        double[] u = (double[])q.Mean.Clone(), ratios = new double[draws.Points.Length];
        for (int k = 0; k < ratios.Length; k++)
        {
            draws.Points[k].AsSpan(0, latents).CopyTo(u);
            if (!lines.Move(ScalarSpan.Cast(u.AsSpan()), ScalarSpan.Cast(draws.Values[k]), out Scalar log))
            {
                return null;
            }

            double[] noise = q.NoiseOf(u[..latents]);
            ratios[k] = log.Value - constant + 0.5 * VectorMath.Dot(noise, noise);
        }

        return ratios;
    }
}
