using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using ProbDsl.Benchmarks;

Type[] gradients =
[
    typeof(EightSchoolsBenchmark), typeof(LogisticRegressionBenchmark), typeof(LinearRegressionBenchmark),
    typeof(GarchBenchmark), typeof(MixtureBenchmark), typeof(RadonBenchmark),
];

// A ratio means nothing unless both sides compute the same function.
foreach (Type type in gradients)
{
    double difference = ((IChecked)Activator.CreateInstance(type)!).LargestDifference();
    Console.WriteLine($"{NameOf(type)}: generated and hand-written differ by at most {difference:E1}");
    if (!(difference <= Agreement.Tolerance))
    {
        Console.Error.WriteLine($"That is more than {Agreement.Tolerance:E1}.");
        return 1;
    }
}

Type[] all = [.. gradients, typeof(FitBenchmark), typeof(GeneratorBenchmark)];
string[] only = [.. args.Where(a => !a.StartsWith('-'))];
if (only.Contains("Estimators"))
{
    EstimatorTable.Write(Console.Out);
    return 0;
}

if (only.Contains("Posteriors"))
{
    PosteriorTable.Write(Console.Out);
    return 0;
}

if (only.Contains("Large"))
{
    LargeTable.Write(Console.Out);
    return 0;
}

if (only.Contains("Training"))
{
    TrainingTable.Write(Console.Out);
    return 0;
}

Type[] chosen = only.Length == 0 ? all : [.. all.Where(t => only.Contains(NameOf(t)))];
Timing[] timings = args.Contains("--quick") ? Quick() : Full();
Report.Write(Console.Out, timings);
return 0;

Timing[] Quick() =>
[
    .. chosen.SelectMany(type =>
    {
        object benchmark = Activator.CreateInstance(type)!;
        return Paired.Run(NameOf(type), [.. type.GetMethods().Select(method => (method, attribute: (BenchmarkAttribute?)Attribute.GetCustomAttribute(method, typeof(BenchmarkAttribute))))
            .Where(m => m.attribute is not null)
            .Select(m => (m.method.Name, Call(benchmark, m.method), m.attribute!.OperationsPerInvoke))]);
    }),
];

Timing[] Full()
{
    // A machine that does other work besides needs longer than the two minutes that are allowed for a build by default.
    IConfig config = ManualConfig.Create(DefaultConfig.Instance).WithBuildTimeout(TimeSpan.FromMinutes(10)).AddJob(Job.Default.WithWarmupCount(6).WithIterationCount(12));
    return
    [
        .. BenchmarkRunner.Run(chosen, config).SelectMany(summary => summary.Reports)
            .Where(report => report.ResultStatistics is not null)
            .Select(report => Measured(report)),
    ];
}

static Timing Measured(BenchmarkReport report)
    => new(NameOf(report.BenchmarkCase.Descriptor.Type), report.BenchmarkCase.Descriptor.WorkloadMethod.Name, report.ResultStatistics!.Median);

static Action Call(object benchmark, System.Reflection.MethodInfo method)
{
    if (method.ReturnType == typeof(int))
    {
        var run = method.CreateDelegate<Func<int>>(benchmark);
        return () => run();
    }

    var evaluate = method.CreateDelegate<Func<double>>(benchmark);
    return () => evaluate();
}

static string NameOf(Type type) => type.Name.Replace("Benchmark", "", StringComparison.Ordinal);
