namespace ProbDsl;

/// <summary>What a trained model says of one row, in nats, by the draws of the evaluation.</summary>
/// <param name="Reconstruction">E_q[log p(x | z)].</param>
/// <param name="Kl">KL(q ‖ p(z)).</param>
/// <param name="LogLikelihood">log p(x), by importance weights, in expectation a lower bound.</param>
public readonly record struct RowEvaluation(double Reconstruction, double Kl, double LogLikelihood)
{
    /// <summary>E_q[log p(x | z)] − KL(q ‖ p(z)).</summary>
    public double Elbo => Reconstruction - Kl;
}

/// <summary>Evaluates the rows of a plate on all cores, in double precision. Rows and their draws go through the networks some hundreds at a time.</summary>
internal sealed class RowEvaluator<TProgram>(TProgram program, double[] parameters, EvaluationOptions options)
    where TProgram : struct, INetworkProgram
{
    private const int LargestBatch = 512;
    private readonly RowProgram<TProgram, double, Pack512<double>> _program = new(program);
    private readonly BatchNoise _noise = new(program);
    private readonly int _rows = Math.Max(1, LargestBatch / options.Draws);

    public static RowEvaluation[] Run(TProgram program, double[] parameters, EvaluationOptions options)
    {
        var evaluator = new RowEvaluator<TProgram>(program, parameters, options);
        var results = new RowEvaluation[program.BatchRows];
        Portions.Run((results.Length + evaluator._rows - 1) / evaluator._rows, k =>
        {
            int first = k * evaluator._rows;
            evaluator.Evaluate(first, results.AsSpan(first, Math.Min(evaluator._rows, results.Length - first)));
        });
        return results;
    }

    private void Evaluate(int first, Span<RowEvaluation> results)
    {
        var workspace = new Workspace<PackLane<Pack1<double>, double>>();
        double[] kl = new double[results.Length], reconstruction = new double[results.Length];
        var weights = new LogSum[results.Length];
        for (int done = 0; done < options.Draws;)
        {
            int start = done, draws = Math.Min(options.Draws - start, Math.Max(1, LargestBatch / results.Length));
            int[] batch = [.. Enumerable.Range(0, results.Length * draws).Select(i => first + i / draws)];
            double[] noise = new double[batch.Length * _noise.Width], values = new double[batch.Length];
            _noise.Fill(noise.AsSpan(), batch, options.Seed, Streams.Summary, draws, start);
            _program.KlOfRows(parameters, noise, batch, values, workspace);
            ForEach(values, draws, (row, value) => kl[row] += value);
            _program.ReconstructionOfRows(parameters, noise, batch, values, workspace);
            ForEach(values, draws, (row, value) => reconstruction[row] += value);
            _program.LogWeightOfRows(parameters, noise, batch, values, workspace);
            ForEach(values, draws, (row, value) => weights[row].Add(value));
            done += draws;
        }

        for (int row = 0; row < results.Length; row++)
        {
            results[row] = new(reconstruction[row] / options.Draws, kl[row] / options.Draws, weights[row].Value - Math.Log(options.Draws));
        }
    }

    // Each draw's number; then all are 0 again, to be added to.
    private static void ForEach(double[] values, int draws, Action<int, double> use)
    {
        for (int i = 0; i < values.Length; i++)
        {
            use(i / draws, values[i]);
        }

        Array.Clear(values);
    }

    /// <summary>The logarithm of a sum of exponentials, one after the other.</summary>
    private struct LogSum
    {
        private double _largest;
        private double _sum;

        public readonly double Value => _sum == 0 ? double.NegativeInfinity : _largest + Math.Log(_sum);

        public void Add(double x)
        {
            if (double.IsNegativeInfinity(x))
            {
                return;
            }

            if (_sum == 0 || x > _largest)
            {
                _sum = (_sum == 0 ? 0 : _sum * Math.Exp(_largest - x)) + 1;
                _largest = x;
            }
            else
            {
                _sum += Math.Exp(x - _largest);
            }
        }
    }
}
