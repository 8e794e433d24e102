namespace ProbDsl;

/// <summary>Draws from an exact posterior at the unconstrained points of a program that may move some latents in other coordinates than those in which it was solved.</summary>
/// <remarks>
/// All other coordinates are the same. A latent that is moved is a line in its own coordinate given all others: two evaluations find the coordinate that has the value
/// of the draw. Where one moved latent is the parent of another, a further round does; the values that come out say whether all are right.
/// </remarks>
internal sealed class DrawsInCoordinates<TProgram>(TProgram program, ExactPoints draws, IReadOnlyList<string> standardised)
    where TProgram : struct, IModelProgram
{
    // Of a few divisions, in units of the value's size and of the step.
    private const double Rounding = 1e-8;

    private readonly Workspace<Scalar> _workspace = new();
    private readonly double[] _values = new double[program.Quantities.Scalars()];

    // The places of each latent that is moved here.
    private readonly int[][] _moved = [.. program.Coordinates.Select(name => PlacesOf(program, draws, name))];

    // And of those that are moved there alone: normal, so that the coordinate is the value.
    private readonly int[] _plain = [.. standardised.Except(program.Coordinates).SelectMany(name => PlacesOf(program, draws, name))];

    /// <summary>log (p(x, u) / q(u)) at each draw; null where a coordinate is not found.</summary>
    /// <param name="q">q, its factor lower triangular.</param>
    public double[]? LogRatios(GaussianShape q)
    {
        int latents = draws.Latents.Length;
        if (q.Count != latents)
        {
            return null;
        }

        double constant = -q.LogDeterminant - 0.5 * latents * Math.Log(2 * Math.PI);
        double[] u = (double[])q.Mean.Clone(), ratios = new double[draws.Points.Length], gradient = new double[u.Length];
        for (int k = 0; k < ratios.Length; k++)
        {
            draws.Points[k].AsSpan(0, latents).CopyTo(u);
            if (!Move(u, draws.Values[k]))
            {
                return null;
            }

            double[] noise = q.NoiseOf(u[..latents]);
            ratios[k] = program.LogJoint(ScalarSpan.Cast(u), ScalarSpan.Cast(gradient.AsSpan()), _workspace).Value - constant + 0.5 * VectorMath.Dot(noise, noise);
        }

        return ratios;
    }

    private bool Move(double[] u, double[] target)
    {
        foreach (int place in _plain)
        {
            u[place] = target[draws.Latents[place]];
        }

        for (int round = 0; round < _moved.Length; round++)
        {
            foreach (int[] places in _moved)
            {
                double[] origin = At(u, places, 0), end = At(u, places, 1);
                foreach (int place in places)
                {
                    int scalar = draws.Latents[place];
                    u[place] = (target[scalar] - origin[scalar]) / (end[scalar] - origin[scalar]);
                }
            }
        }

        Constrain(u);
        return draws.Latents.All(s => Math.Abs(_values[s] - target[s]) <= Rounding * (1 + Math.Abs(target[s])));
    }

    private double[] At(double[] u, int[] places, double coordinate)
    {
        foreach (int place in places)
        {
            u[place] = coordinate;
        }

        Constrain(u);
        return (double[])_values.Clone();
    }

    private void Constrain(double[] u) => program.Constrain(ScalarSpan.Cast(u), ScalarSpan.Cast(_values.AsSpan()), _workspace);

    private static int[] PlacesOf(TProgram program, ExactPoints draws, string name)
    {
        int quantity = program.Quantities.Select(q => q.Name).ToList().IndexOf(name), first = program.Quantities.Offset(quantity);
        return [.. Enumerable.Range(first, program.Quantities[quantity].Count).Select(s => Array.IndexOf(draws.Latents, s))];
    }
}
