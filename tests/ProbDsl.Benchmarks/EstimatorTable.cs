using System.Globalization;
using LineProgram = ProbDsl.Generated.ProbDsl_Benchmarks_NormalLine.ModelProgram;
using LogisticProgram = ProbDsl.Generated.ProbDsl_Benchmarks_LogisticRegression.ModelProgram;
using SchoolsProgram = ProbDsl.Generated.ProbDsl_Benchmarks_EightSchoolsNoncentered.ModelProgram;

namespace ProbDsl.Benchmarks;

public sealed partial class EightSchoolsNoncentered
{
    internal SchoolsProgram Code => new(ModelData);
}

public sealed partial class LogisticRegression
{
    internal LogisticProgram Code => new(ModelData);
}

public sealed partial class NormalLine
{
    internal LineProgram Code => new(ModelData);
}

/// <summary>Variance and time of the gradient estimators, as steps of a stochastic fit take them: draws in pairs of opposite sign, in lanes.</summary>
internal static class EstimatorTable
{
    private static readonly GradientEstimator[] s_estimators =
    [
        GradientEstimator.ClosedFormEntropy, GradientEstimator.MonteCarloEntropy, GradientEstimator.StickingTheLanding,
        GradientEstimator.DoublyReparameterised(4),
    ];

    public static void Write(TextWriter writer)
    {
        writer.WriteLine(Report.Machine());
        writer.WriteLine();
        writer.WriteLine("| model | estimator | ns per draw | variance at the start | × µs | variance at the optimum | × µs |");
        writer.WriteLine("|---|---|---:|---:|---:|---:|---:|");
        var schools = new EightSchoolsNoncentered([28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18]);
        Rows(writer, "EightSchoolsNoncentered", schools.Code, schools.Fit().Phi, 0);
        double[,] x = Synthetic.Matrix(3020, 4);
        var logistic = new LogisticRegression(x, Synthetic.Outcomes(x));
        Rows(writer, "LogisticRegression (3,020 × 4)", logistic.Code, logistic.Fit().Phi, 0);
        double[] design = [.. Enumerable.Range(0, 48).Select(n => n % 2 == 0 ? 1.0 : -1.0)];
        var line = new NormalLine(design, [.. Synthetic.Normals(48, 23).Select((z, n) => 3 + (0.7 * design[n]) + (2 * z))]);
        Rows(writer, "NormalLine (48 rows)", line.Code, line.Fit().Phi, 0);
        Rows(writer, "NormalLine, 0.1 off", line.Code, line.Fit().Phi, 0.1);
    }

    /// <param name="writer">Where to.</param>
    /// <param name="name">The model's.</param>
    /// <param name="program">Its code.</param>
    /// <param name="optimum">φ of the best q.</param>
    /// <param name="off">How far from there, in units of each parameter.</param>
    private static void Rows<TProgram>(TextWriter writer, string name, TProgram program, ReadOnlySpan<double> optimum, double off)
        where TProgram : struct, IModelProgram
    {
        double[] start = new double[program.ParameterCount], end = optimum.ToArray(), startUnits = new double[start.Length], endUnits = new double[start.Length];
        program.InitialParameters(start);
        var units = new ParameterUnits<TProgram>(program);
        units.Write(start, startUnits);
        units.Write(end, endUnits);
        for (int i = 0; i < end.Length; i++)
        {
            end[i] += off * endUnits[i];
        }

        EstimatorRun[] runs = [.. s_estimators.Select(e => EstimatorRun.Of(new WholeElbo<TProgram>(program), e))];
        double[] gradient = new double[end.Length];
        Timing[] timings = [.. Paired.Run(name, [.. runs.Select((run, k) => (s_estimators[k].ToString(), (Action)(() => run.Step(end, 0, gradient)), EstimatorRun.Draws))])];
        for (int k = 0; k < runs.Length; k++)
        {
            double time = timings[k].Nanoseconds, atStart = runs[k].Variance(start, startUnits), atEnd = runs[k].Variance(end, endUnits);
            writer.WriteLine($"| {name} | {s_estimators[k]} | {Text(time)} | {Text(atStart)} | {Text(atStart * time / 1000)} | {Text(atEnd)} | {Text(atEnd * time / 1000)} |");
        }
    }

    private static string Text(double value) => value.ToString(value >= 1000 ? "N0" : "G3", CultureInfo.InvariantCulture);
}
