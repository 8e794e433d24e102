using BenchmarkDotNet.Attributes;

namespace ProbDsl.Benchmarks;

/// <summary>Generated against hand-written, scalar and in the lanes that suit this machine.</summary>
public abstract class GradientBenchmark<TGenerated, THandWritten> : IChecked
    where TGenerated : struct, IGradient
    where THandWritten : struct, IGradient
{
    private readonly Sweep _generatedScalar;
    private readonly Sweep _handWrittenScalar;
    private readonly Sweep _generatedLanes;
    private readonly Sweep _handWrittenLanes;
    private readonly TGenerated _generated;
    private readonly THandWritten _handWritten;

    protected GradientBenchmark(TGenerated generated, THandWritten handWritten)
    {
        (_generated, _handWritten) = (generated, handWritten);
        _generatedScalar = new Sweep<TGenerated, Scalar>(generated);
        _handWrittenScalar = new Sweep<THandWritten, Scalar>(handWritten);
        _generatedLanes = InLanes(generated);
        _handWrittenLanes = InLanes(handWritten);
    }

    [Benchmark(OperationsPerInvoke = Sweep.Evaluations)]
    public double GeneratedScalar() => _generatedScalar.Run();

    [Benchmark(OperationsPerInvoke = Sweep.Evaluations)]
    public double HandWrittenScalar() => _handWrittenScalar.Run();

    [Benchmark(OperationsPerInvoke = Sweep.Evaluations)]
    public double GeneratedLanes() => _generatedLanes.Run();

    [Benchmark(OperationsPerInvoke = Sweep.Evaluations)]
    public double HandWrittenLanes() => _handWrittenLanes.Run();

    /// <inheritdoc/>
    public double LargestDifference() => Math.Max(
        Agreement.LargestDifference<TGenerated, THandWritten, Scalar>(_generated, _handWritten),
        Lanes.PreferredWidth switch
        {
            8 => Agreement.LargestDifference<TGenerated, THandWritten, Lane512>(_generated, _handWritten),
            4 => Agreement.LargestDifference<TGenerated, THandWritten, Lane256>(_generated, _handWritten),
            _ => 0.0,
        });

    private static Sweep InLanes<TGradient>(TGradient gradient)
        where TGradient : struct, IGradient
        => Lanes.PreferredWidth switch
        {
            8 => new Sweep<TGradient, Lane512>(gradient),
            4 => new Sweep<TGradient, Lane256>(gradient),
            _ => new Sweep<TGradient, Scalar>(gradient),
        };
}
