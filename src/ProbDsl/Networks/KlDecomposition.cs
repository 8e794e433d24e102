namespace ProbDsl;

/// <summary>How closely <see cref="KlDecomposition"/> looks.</summary>
public sealed record DecompositionOptions
{
    /// <summary>Draws of z for each row, at least 1. The work is this times the square of the number of rows.</summary>
    public int Draws { get; init; } = 1;

    /// <summary>Chooses the draws.</summary>
    public ulong Seed { get; init; } = 1;
}

/// <summary>
/// The mean over the rows of data of KL(q(z | x) ‖ p(z)), and its three parts (Chen, Li, Grosse and Duvenaud 2018), in nats per row, each with the standard error that a
/// mean over so many rows has. With the aggregate q(z), the mean of q(z | x) over the rows, which is summed over as it is, each term is an average over the same draws, so that
/// the three parts add up to the KL for every draw.
/// </summary>
/// <param name="Kl">E log q(z | x) − log p(z).</param>
/// <param name="MutualInformation">E log q(z | x) − log q(z): what z tells of which row it is.</param>
/// <param name="TotalCorrelation">E log q(z) − Σᵢ log q(zᵢ): how far the elements of z are from independent of each other.</param>
/// <param name="DimensionWise">E Σᵢ log q(zᵢ) − log p(z): where p(z) has independent elements, how far each is from its prior.</param>
public sealed record KlDecomposition(Estimate Kl, Estimate MutualInformation, Estimate TotalCorrelation, Estimate DimensionWise)
{
    private const int LargestBatch = 512;

    /// <summary>The parts of the KL of data. Used by generated code.</summary>
    /// <typeparam name="TProgram">The model's generated code.</typeparam>
    /// <param name="program">The model with its data.</param>
    /// <param name="trained">The trained parameters.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="NotSupportedException">q of a row is not one of independent normal numbers.</exception>
    /// <exception cref="ArgumentException">The data have another shape than those that the networks were trained with.</exception>
    public static KlDecomposition Of<TProgram>(TProgram program, TrainingResult trained, DecompositionOptions? options = null)
        where TProgram : struct, INetworkProgram
    {
        ArgumentNullException.ThrowIfNull(trained);
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Draws, 1);
        trained.Demand(program.Networks);
        if (program.GuideObstacle is { } obstacle)
        {
            throw new NotSupportedException($"The KL of {program.Name} has no such parts: {obstacle}. They need the density of each row's q at the draws of all others. Evaluate(data) has the KL as a whole.");
        }

        return Of(program, trained.Parameters, options);
    }

    private static KlDecomposition Of<TProgram>(TProgram program, double[] parameters, DecompositionOptions options)
        where TProgram : struct, INetworkProgram
    {
        int rows = program.BatchRows, width = program.RowNoise.Sum(a => a.Width);
        var aggregate = new RowAggregate(rows, width);
        aggregate.Begin(rows);
        double[] draws = new double[rows * options.Draws * width], kl = new double[rows * options.Draws];
        int batches = (rows + LargestBatch - 1) / LargestBatch;
        Portions.Run(batches, k =>
        {
            int first = k * LargestBatch;
            Draw(program, parameters, options, first, Math.Min(LargestBatch, rows - first), aggregate, draws, kl);
        });

        // Means over the draws of each row.
        double[] information = new double[rows], correlation = new double[rows], dimensions = new double[rows], all = new double[rows];
        double logWeight = -Math.Log(rows);
        Portions.Run(batches, k =>
        {
            var scratch = new RowAggregate.Scratch(rows, width);
            for (int row = k * LargestBatch; row < Math.Min(rows, (k + 1) * LargestBatch); row++)
            {
                for (int d = 0; d < options.Draws; d++)
                {
                    int at = row * options.Draws + d;
                    AggregateLogs logs = aggregate.Evaluate(row, draws.AsSpan(at * width, width), logWeight, logWeight, scratch);
                    double logPrior = logs.Own - kl[at];
                    information[row] += (logs.Own - logs.Joint) / options.Draws;
                    correlation[row] += (logs.Joint - logs.Product) / options.Draws;
                    dimensions[row] += (logs.Product - logPrior) / options.Draws;
                    all[row] += kl[at] / options.Draws;
                }
            }
        });
        return new(MeanOf(all), MeanOf(information), MeanOf(correlation), MeanOf(dimensions));
    }

    // q of some rows, their draws, and log q(z | x) − log p(z) at each: what the likelihood of a draw has more than its importance weight.
    private static void Draw<TProgram>(TProgram program, double[] parameters, DecompositionOptions options, int first, int count, RowAggregate aggregate, double[] draws, double[] kl)
        where TProgram : struct, INetworkProgram
    {
        var workspace = new Workspace<PackLane<Pack1<double>, double>>();
        var rowProgram = new RowProgram<TProgram, double, Pack512<double>>(program);
        var noiseOf = new BatchNoise(program);
        RowArray[] latents = [.. program.RowNoise];
        int width = aggregate.Width;
        int[] batch = [.. Enumerable.Range(first, count)];
        double[] guide = new double[count * 2 * width], noise = new double[count * width], reconstruction = new double[count], logWeight = new double[count];
        rowProgram.GuideOfRows(parameters, batch, guide, workspace);
        for (int row = 0; row < count; row++)
        {
            for (int i = 0; i < width; i++)
            {
                aggregate.Set(first + row, i, guide[row * 2 * width + i], guide[(row * 2 + 1) * width + i]);
            }
        }

        for (int d = 0; d < options.Draws; d++)
        {
            noiseOf.Fill(noise.AsSpan(), batch, options.Seed, Streams.Summary, draws: 1, firstDraw: d);
            for (int l = 0, before = 0; l < latents.Length; before += latents[l++].Width)
            {
                for (int row = 0; row < count; row++)
                {
                    for (int i = 0; i < latents[l].Width; i++)
                    {
                        double eps = noise[before * count + row * latents[l].Width + i];
                        draws[((first + row) * options.Draws + d) * width + before + i] = guide[row * 2 * width + before + i] + Math.Exp(guide[(row * 2 + 1) * width + before + i]) * eps;
                    }
                }
            }

            reconstruction.AsSpan().Clear();
            logWeight.AsSpan().Clear();
            rowProgram.ReconstructionOfRows(parameters, noise, batch, reconstruction, workspace);
            rowProgram.LogWeightOfRows(parameters, noise, batch, logWeight, workspace);
            for (int row = 0; row < count; row++)
            {
                kl[(first + row) * options.Draws + d] = reconstruction[row] - logWeight[row];
            }
        }
    }

    private static Estimate MeanOf(double[] values) => values.Length < 2 ? new Estimate(values.Length == 0 ? double.NaN : values[0], double.NaN) : Estimate.Of(values);

    /// <summary>The KL and its parts, in nats per row.</summary>
    public override string ToString() => $"KL {Kl} = mutual information {MutualInformation} + total correlation {TotalCorrelation} + dimension-wise {DimensionWise}";
}
