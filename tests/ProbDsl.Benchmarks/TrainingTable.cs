using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using ProbDsl.Generated.ProbDsl_Benchmarks_WideAutoencoder;

namespace ProbDsl.Benchmarks;

/// <summary>The autoencoder of the PyTorch examples: 784 pixels, 400 hidden units, 20 latents.</summary>
[ProbabilisticModel(Precision.Single)]
public sealed partial class WideAutoencoder(double[][] x)
{
    int Rows => x.Length;

    [Parameter] Mlp Encoder => new(inputs: 784, hidden: [400], outputs: 2 * 20);

    [Parameter] Mlp Decoder => new(inputs: 20, hidden: [400], outputs: 784);

    [Prior] NormalVector Z([Plate(nameof(Rows), Subsample = true)] int n) => NormalVector.Standard(20);

    [Likelihood] BernoulliVector X([Plate(nameof(Rows))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(x[n]));
}

/// <summary>A training step of it beside one of PyTorch, in turns, the best of each, and where the time goes.</summary>
internal static class TrainingTable
{
    private const int Rounds = 12;
    private const int Steps = 50;
    private const int Batch = 128;

    // Multiplications and additions of a step: forward, and back to weights and to all inputs but the first.
    private const double Flops = 2.0 * Batch * ((784 * 400) * 5 + (400 * 40 + 20 * 400) * 3);

    public static void Write(TextWriter writer)
    {
        var random = new Philox(1);
        double[][] x = [.. Enumerable.Range(0, Batch * Steps).Select(_ => Enumerable.Range(0, 784).Select(_ => random.NextDouble() < 0.2 ? 1.0 : 0.0).ToArray())];
        var program = new ModelProgram((ModelData)typeof(WideAutoencoder).GetProperty("ModelData", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(new WideAutoencoder(x))!);
        var one = new Stepper(program, new Team(0));
        var all = new Stepper(program, new Team());
        double onOne = double.PositiveInfinity, onAll = double.PositiveInfinity, gradient = double.PositiveInfinity, product = double.PositiveInfinity;
        var peers = new Dictionary<string, double>();
        for (int round = 0; round < Rounds; round++)
        {
            onOne = Math.Min(onOne, one.Round());
            onAll = Math.Min(onAll, all.Round());
            gradient = Math.Min(gradient, one.Gradients());
            product = Math.Min(product, Product());
            if (round % 3 == 2)
            {
                foreach ((int threads, string kernels) in new[] { (1, ""), (1, "SkylakeX"), (Environment.ProcessorCount, ""), (Environment.ProcessorCount, "SkylakeX") })
                {
                    string name = FormattableString.Invariant($"PyTorch, {threads} thread{(threads == 1 ? "" : "s")}{(kernels.Length == 0 ? "" : ", OPENBLAS_CORETYPE=" + kernels)}");
                    if (Torch(threads, kernels) is double ms)
                    {
                        peers[name] = Math.Min(ms, peers.GetValueOrDefault(name, double.PositiveInfinity));
                    }
                }
            }
        }

        double rate = 2.0 * Batch * 784 * 400 / product / 1e6;
        Line(writer, $"a step on one core {onOne:0.00} ms, on {Environment.ProcessorCount} {onAll:0.00} ms; of the first {gradient:0.00} ms are the gradient, the rest Adam");
        Line(writer, $"a product of {Batch} × 784 and 784 × 400 on one core: {rate:0} GFLOP/s; a step has {Flops / 1e6:0} MFLOP, {Flops / onOne / 1e6:0} GFLOP/s, {100 * Flops / onOne / 1e6 / rate:0} % of that");
        foreach ((string name, double ms) in peers)
        {
            Line(writer, $"{name}: {ms:0.00} ms");
        }

        if (peers.Count == 0)
        {
            writer.WriteLine("PyTorch cannot be imported by python3 here (Debian: python3-torch, libopenblas0-pthread).");
        }

        long before = GC.GetTotalAllocatedBytes(precise: true), held = Environment.WorkingSet;
        for (int k = 0; k < 10_000 / Steps; k++)
        {
            all.Round();
        }

        Line(writer, $"10,000 steps allocate {GC.GetTotalAllocatedBytes(precise: true) - before:N0} bytes; the process held {held >> 20} MB before and {Environment.WorkingSet >> 20} MB after them");
    }

    private static double Product()
    {
        float[] a = new float[Batch * 784], b = new float[784 * 400], c = new float[Batch * 400];
        Array.Fill(a, 0.5f);
        Array.Fill(b, 0.25f);
        double best = double.PositiveInfinity;
        for (int k = 0; k < 100; k++)
        {
            long begun = Stopwatch.GetTimestamp();
            MatrixProduct<float>.Multiply(new(a, Batch, 784), new(b, 784, 400), new(c, Batch, 400));
            best = Math.Min(best, Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return best;
    }

    // Null where there is none.
    private static double? Torch(int threads, string kernels)
    {
        var start = new ProcessStartInfo("python3", [Path.Combine(AppContext.BaseDirectory, "torch_vae.py"), threads.ToString(CultureInfo.InvariantCulture), "4"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (kernels.Length > 0)
        {
            start.Environment["OPENBLAS_CORETYPE"] = kernels;
        }

        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            errors.Wait();
            return process.ExitCode == 0 ? double.Parse(output, CultureInfo.InvariantCulture) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static void Line(TextWriter writer, FormattableString line) => writer.WriteLine(FormattableString.Invariant(line));

    private sealed class Stepper
    {
        private readonly TermShares<ModelProgram, float, Pack512<float>> _shares;
        private readonly Adam<float, Pack512<float>> _adam;
        private readonly BatchOrder _order = new(Batch * Steps, Batch, 1);
        private readonly TrainingOptions _options = new();

        public Stepper(ModelProgram program, Team team)
        {
            (_shares, _adam) = (new(program, Objectives.Elbo, Batch, 1, team), new(program.ParameterCount, team));
            double[] start = new double[program.ParameterCount];
            program.InitialParameters(start);
            Numbers.Convert<double, float>(start, _adam.Parameters);
        }

        /// <summary>Milliseconds of a step.</summary>
        public double Round() => Time(() =>
        {
            _shares.Evaluate(_adam.Parameters, _order.Batch(_adam.Step), _adam.Step, 0);
            _adam.Move(_shares.Gradients, Batch * Steps, 0, _options);
        });

        /// <summary>The same without Adam.</summary>
        public double Gradients() => Time(() => _shares.Evaluate(_adam.Parameters, _order.Batch(_adam.Step), _adam.Step, 0));

        private static double Time(Action step)
        {
            long begun = Stopwatch.GetTimestamp();
            for (int k = 0; k < Steps; k++)
            {
                step();
            }

            return Stopwatch.GetElapsedTime(begun).TotalMilliseconds / Steps;
        }
    }
}
