using System.Globalization;
using System.Text;

namespace ProbDsl;

/// <summary>How <see cref="GradientDecomposition"/> of a model with networks draws.</summary>
public sealed record GradientOptions
{
    /// <summary>How many minibatches, at least 2.</summary>
    public int Batches { get; init; } = 64;

    /// <summary>Rows of each, at most as many as there are; each has a draw of z of its own.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Chooses rows and draws.</summary>
    public ulong Seed { get; init; } = 1;
}

/// <summary>
/// The gradient of the ELBO as the sum of two pulls, of the data and of the prior, ∇ E_q[log p(x | z)] − ∇ KL(q ‖ p(z)), for each block of parameters. Away from an
/// optimum their sum says where the fit goes; at an optimum they are equal and opposite.
/// </summary>
/// <param name="Blocks">Each block, in the order of φ.</param>
/// <param name="Whole">All parameters as one block.</param>
/// <param name="Draws">Over how many draws, or minibatches, the gradients are averaged.</param>
public sealed record GradientDecomposition(IReadOnlyList<GradientBlock> Blocks, GradientBlock Whole, int Draws)
{
    // Gradients held at once; a number of its own, so that sums do not depend on the cores.
    private const int Together = 8;

    /// <summary>The pulls at the parameters of a model with networks, in nats per row, over minibatches. Used by generated code.</summary>
    /// <typeparam name="TProgram">The model's generated code.</typeparam>
    /// <param name="program">The model with its data.</param>
    /// <param name="trained">The trained parameters.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">The data have another shape than those that the networks were trained with, or there are none.</exception>
    public static GradientDecomposition Of<TProgram>(TProgram program, TrainingResult trained, GradientOptions? options = null)
        where TProgram : struct, INetworkProgram
    {
        ArgumentNullException.ThrowIfNull(trained);
        options ??= new GradientOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Batches, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        trained.Demand(program.Networks);
        if (program.BatchRows == 0)
        {
            throw new ArgumentException($"{program.Name} has no rows, and so no gradients.", nameof(program));
        }

        var moments = new GradientMoments(program.ParameterCount);
        double[][] reconstruction = Rows(), kl = Rows();
        for (int first = 0; first < options.Batches; first += Together)
        {
            int start = first, count = Math.Min(Together, options.Batches - first);
            Portions.Run(count, k => OfBatch(program, trained.Parameters, options, start + k, reconstruction[k], kl[k]));
            for (int k = 0; k < count; k++)
            {
                moments.Add(reconstruction[k], kl[k]);
            }
        }

        return moments.ToDecomposition(ParameterBlock.Of(program));

        double[][] Rows() => [.. Enumerable.Range(0, Math.Min(Together, options.Batches)).Select(_ => new double[program.ParameterCount])];
    }

    /// <summary>A table of the blocks.</summary>
    public override string ToString()
    {
        int width = Math.Max(5, Blocks.Max(b => b.Name.Length));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{"block".PadRight(width)}{"reconstruction",16}{"S/N",8}{"KL",11}{"S/N",8}{"sum",11}{"noise",10}{"cosine",9}");
        foreach (GradientBlock b in Blocks.Append(Whole))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{b.Name.PadRight(width)}{b.Reconstruction.Norm,16:0.0000}{b.Reconstruction.SignalToNoise,8:0.00}");
            text.Append(CultureInfo.InvariantCulture, $"{b.Kl.Norm,11:0.0000}{b.Kl.SignalToNoise,8:0.00}{b.SumNorm,11:0.0000}{b.SumNoise,10:0.0000}{b.Cosine,9:0.000}");
        }

        return text.ToString();
    }

    private static void OfBatch<TProgram>(TProgram program, double[] parameters, GradientOptions options, int k, double[] reconstruction, double[] kl)
        where TProgram : struct, INetworkProgram
    {
        int[] batch = Choose(program.BatchRows, Math.Min(options.BatchSize, program.BatchRows), new Philox(options.Seed, Streams.Epoch(k)));
        var source = new BatchNoise(program);
        double[] noise = new double[batch.Length * source.Width], weights = new double[RowProgram<TProgram, double, Pack512<double>>.WeightsOf(program, source.Width) * batch.Length];
        source.Fill(noise.AsSpan(), batch, options.Seed, Streams.RowsOfStep(k));
        var rows = new RowProgram<TProgram, double, Pack512<double>>(program);
        var workspace = new Workspace<PackLane<Pack1<double>, double>>();

        // The program adds up a·log p(x | z) − b·KL.
        weights.AsSpan(0, batch.Length).Fill(1.0 / batch.Length);
        rows.ObjectiveOnBatch(parameters, noise, weights, batch, reconstruction, workspace);
        weights.AsSpan(0, batch.Length).Clear();
        weights.AsSpan(batch.Length, batch.Length).Fill(1.0 / batch.Length);
        rows.ObjectiveOnBatch(parameters, noise, weights, batch, kl, workspace);
    }

    // Some of the rows, all choices equally likely: the first steps of a shuffle.
    private static int[] Choose(int rows, int count, Philox random)
    {
        int[] order = [.. Enumerable.Range(0, rows)];
        for (int i = 0; i < count; i++)
        {
            int other = i + random.NextInt(rows - i);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order[..count];
    }
}
