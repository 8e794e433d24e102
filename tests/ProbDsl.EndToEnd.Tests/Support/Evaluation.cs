namespace ProbDsl.EndToEnd.Tests;

/// <summary>The generated functions that have a gradient.</summary>
public enum Piece
{
    LogJoint,
    LogPrior,
    LogLikelihood,
    Elbo,
    Reconstruction,
    Kl,
}

/// <summary>Calls of generated code at several points at once, as many side by side as the lane holds.</summary>
internal static class Evaluation
{
    public static bool IsOfLatents(this Piece piece) => piece is Piece.LogJoint or Piece.LogPrior or Piece.LogLikelihood;

    public static int ArgumentCount(this IGenerated model, Piece piece) => piece.IsOfLatents() ? model.Dimension : model.ParameterCount;

    /// <summary>Values and gradients of one piece: point i runs in place i mod width, beside other points.</summary>
    public static (double[] Values, double[][] Gradients) At<T>(IGenerated model, Piece piece, double[][] points, double[] noise)
        where T : unmanaged, ILane<T>
    {
        int count = model.ArgumentCount(piece);
        var values = new double[points.Length];
        double[][] gradients = [.. points.Select(_ => new double[count])];
        var x = new T[count];
        var gradient = new T[count];
        T[] lanes = Array.ConvertAll(noise, e => (T)e);
        var workspace = new Workspace<T>();
        var side = new double[T.Width];
        for (int first = 0; first < points.Length; first += T.Width)
        {
            for (int i = 0; i < count; i++)
            {
                for (int k = 0; k < T.Width; k++)
                {
                    side[k] = points[Math.Min(first + k, points.Length - 1)][i];
                }

                x[i] = T.Load(side);
            }

            // Whatever was there before must not matter.
            Array.Fill(gradient, (T)double.NaN);
            T value = Call<T>(model, piece, x, lanes, gradient, workspace);
            for (int k = 0; k < T.Width && first + k < points.Length; k++)
            {
                values[first + k] = T.Get(value, k);
                for (int i = 0; i < count; i++)
                {
                    gradients[first + k][i] = T.Get(gradient[i], k);
                }
            }
        }

        return (values, gradients);
    }

    public static (double Value, double[] Gradient) Scalar(IGenerated model, Piece piece, double[] point, double[] noise)
    {
        (double[] values, double[][] gradients) = At<Scalar>(model, piece, [point], noise);
        return (values[0], gradients[0]);
    }

    /// <summary>One call of one piece; those of latents take no noise.</summary>
    public static T Call<T>(IGenerated model, Piece piece, ReadOnlySpan<T> x, ReadOnlySpan<T> noise, Span<T> gradient, Workspace<T> workspace)
        where T : unmanaged, ILane<T>
        => piece switch
        {
            Piece.LogJoint => model.LogJoint(x, gradient, workspace),
            Piece.LogPrior => model.LogPrior(x, gradient, workspace),
            Piece.LogLikelihood => model.LogLikelihood(x, gradient, workspace),
            Piece.Elbo => model.Elbo(x, noise, gradient, workspace),
            Piece.Reconstruction => model.Reconstruction(x, noise, gradient, workspace),
            Piece.Kl => model.Kl(x, noise, gradient, workspace),
            _ => throw new ArgumentOutOfRangeException(nameof(piece)),
        };
}
