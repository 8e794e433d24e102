using System.Diagnostics;
using System.Globalization;
using System.Text;
using ProbDsl;
using ProbDsl.Reports;
using Samples;

const int Count = 2;

return TrainingSample.Run(args, options =>
{
    (int rows, int epochs) = options.Quick ? (1000, 60) : (2000, 100);
    var law = new Patterns(Count, bits: 16, flip: 0.05, options.Seed);
    double[][] x = law.Rows(rows, stream: 1), heldOut = law.Rows(1000, stream: 2);
    var best = Estimate.Of(heldOut.Select(law.LogDensity).ToArray());
    var settings = new TrainingOptions { Epochs = epochs, BatchSize = 100, StepSize = 5e-3, FinalStepSize = 1e-4, Seed = options.Seed };
    (string Name, bool SeesPast, TrainingOptions Settings)[] remedies =
    [
        ("none", true, settings with { Progress = options.Epochs }),
        ("none, and β = 4", true, settings with { Objective = Objectives.Beta(4) }),
        ("annealing of the KL over half of the steps", true, settings with { Objective = Objectives.LinearAnnealing(0.5) }),
        ("one free nat", true, settings with { Objective = Objectives.FreeBits(1) }),
        ("β = 0.5", true, settings with { Objective = Objectives.Beta(0.5) }),
        ("ten encoder steps to one of all, for half of them", true, settings with { Aggressive = new AggressiveEncoder(10, 0.5) }),
        ("a decoder that does not see the past", false, settings),
    ];

    var text = new StringBuilder();
    text.Append(CultureInfo.InvariantCulture, $"\n{"remedy",-52}{"ELBO",8}{"log p(x)",10}{"KL",7}{"I(x; z)",9}{"active",8}  collapse\n");
    List<(string Name, double Value)> findings = [("log p(x), exact", best.Value), ("log p(x), exact, standard error", best.StandardError)];
    TrainingSample.Outcome? plain = null;
    var plots = new List<Func<Plot>>();
    foreach ((string name, bool seesPast, TrainingOptions how) in remedies)
    {
        long begun = Stopwatch.GetTimestamp();
        var test = new BitSequences(heldOut, seesPast);
        BitSequences.BitSequencesTraining trained = new BitSequences(x, seesPast).Train(how);
        TimeSpan time = Stopwatch.GetElapsedTime(begun);
        NetworkEvaluation evaluation = trained.Evaluate(test, new EvaluationOptions { Draws = 50, Seed = options.Seed });
        LatentCodes codes = trained.Encode(test);
        CollapseReport report = codes.Collapse();
        double information = report.Kl - codes.Aggregate().KlToPrior(seed: options.Seed).Value;
        plain ??= new(nameof(BitSequences), trained, evaluation, time, [], "");
        text.Append(CultureInfo.InvariantCulture, $"{name,-52}{evaluation.Elbo.Value,8:0.00}{evaluation.LogLikelihood.Value,10:0.00}");
        text.Append(CultureInfo.InvariantCulture, $"{report.Kl,7:0.00}{information,9:0.00}{report.ActiveUnits,8}  {report.Collapse}\n");
        plots.Add(() => Picture(name, codes));
        findings.AddRange([("ELBO, " + name, evaluation.Elbo.Value), ("KL, " + name, report.Kl), ("information, " + name, information), ("active, " + name, report.ActiveUnits)]);
    }

    text.Append("A decoder that sees the past has as high an ELBO without z, so that how much z says is left to how it was trained.\n");
    text.Append(CultureInfo.InvariantCulture, $"The law that the rows are drawn from has log p(x) {best}; which of its {Count} patterns a row is: log {Count} = {Math.Log(Count):0.00} nats.");
    return plain! with
    {
        Findings = [.. findings],
        Remark = text.ToString(),
        Report = () => new() { Sections = [new("Codes", "Means of q of rows held out, and the prior at one, two and three standard deviations: collapsed codes lie in one point.", [.. plots.Select(p => p())])] },
    };
});

static Plot Picture(string title, LatentCodes codes)
{
    var window = new Window(-4, 4, -4, 4);
    return new Figure("Remedy: " + title, "z₀", "z₁") { Window = window }
        .Contours("prior", 1, window, (x, y) => -0.5 * (x * x + y * y), [-4.5, -2, -0.5], isDashed: true)
        .Scatter("means of q", 0, [.. codes.Means.Select(m => (m[0], m[1]))], size: 3)
        .Draw();
}
