namespace ProbDsl;

/// <summary>A smooth map from latents to data, with the adjoint of its derivative.</summary>
/// <remarks>
/// It pulls the Euclidean distance of data back to the latents: a step dz is as long as what it changes, √(dzᵀ G dz) with the metric G = JᵀJ (Arvanitidis, Hansen and
/// Hauberg 2018).
/// </remarks>
public abstract class LatentMap
{
    /// <summary>Numbers that go in.</summary>
    public abstract int Latents { get; }

    /// <summary>Numbers that come out.</summary>
    public abstract int Outputs { get; }

    /// <summary>The images of points.</summary>
    /// <param name="rows">How many points.</param>
    /// <param name="z">Rows of <see cref="Latents"/> numbers.</param>
    /// <param name="x">Rows of <see cref="Outputs"/> numbers, overwritten.</param>
    public abstract void Map(int rows, ReadOnlySpan<double> z, Span<double> x);

    /// <summary>The mean of the data at a point.</summary>
    /// <param name="z">As many numbers as <see cref="Latents"/>.</param>
    public double[] Map(double[] z)
    {
        double[] x = new double[Outputs];
        Map(1, z, x);
        return x;
    }

    /// <summary>Jᵀ·v at each point.</summary>
    /// <param name="rows">How many points.</param>
    /// <param name="z">Rows of <see cref="Latents"/> numbers.</param>
    /// <param name="v">Rows of <see cref="Outputs"/> numbers.</param>
    /// <param name="pulled">Rows of <see cref="Latents"/> numbers, overwritten.</param>
    public abstract void PullBack(int rows, ReadOnlySpan<double> z, ReadOnlySpan<double> v, Span<double> pulled);

    /// <summary>The metric G = JᵀJ at a point, row by row; J from one way back for each output.</summary>
    /// <param name="z">As many numbers as <see cref="Latents"/>.</param>
    public double[] Metric(ReadOnlySpan<double> z)
    {
        int latents = Latents, outputs = Outputs;
        double[] points = new double[outputs * latents], units = new double[outputs * outputs], jacobian = new double[outputs * latents], metric = new double[latents * latents];
        for (int o = 0; o < outputs; o++)
        {
            z.CopyTo(points.AsSpan(o * latents, latents));
            units[o * outputs + o] = 1;
        }

        PullBack(outputs, points, units, jacobian);
        for (int o = 0; o < outputs; o++)
        {
            ReadOnlySpan<double> row = jacobian.AsSpan(o * latents, latents);
            for (int i = 0; i < latents; i++)
            {
                VectorMath.AddScaled(row[i], row, metric.AsSpan(i * latents, latents));
            }
        }

        return metric;
    }
}

/// <summary>What a decoder's output is of the data.</summary>
public enum DecoderOutput
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>The logits of their probabilities, so that the mean is its logistic function.</summary>
    Logits,
}

/// <summary>The mean of the data that a trained decoder gives, as a map of its input.</summary>
/// <param name="decoder">The network.</param>
/// <param name="output">What its output is.</param>
public sealed class DecoderMap(TrainedNetwork decoder, DecoderOutput output = DecoderOutput.Mean) : LatentMap
{
    /// <inheritdoc/>
    public override int Latents => decoder.Network.Inputs;

    /// <inheritdoc/>
    public override int Outputs => decoder.Network.Outputs;

    /// <inheritdoc/>
    public override void Map(int rows, ReadOnlySpan<double> z, Span<double> x)
    {
        decoder.Apply(rows, z, x, new double[rows * NetworkRun.TapePerRow(decoder.Network)]);
        if (output == DecoderOutput.Logits)
        {
            foreach (ref double number in x)
            {
                number = ProbMath.LogisticSigmoid(number);
            }
        }
    }

    /// <inheritdoc/>
    public override void PullBack(int rows, ReadOnlySpan<double> z, ReadOnlySpan<double> v, Span<double> pulled)
    {
        double[] x = new double[rows * Outputs], tape = new double[rows * NetworkRun.TapePerRow(decoder.Network)], gradient = v.ToArray();
        decoder.Apply(rows, z, x, tape);
        if (output == DecoderOutput.Logits)
        {
            for (int i = 0; i < gradient.Length; i++)
            {
                double p = ProbMath.LogisticSigmoid(x[i]);
                gradient[i] *= p * (1 - p);
            }
        }

        decoder.PullBack(rows, z, x, gradient, tape, pulled);
    }
}
