namespace ProbDsl.Benchmarks;

/// <summary>The steps of one estimator in the lanes that suit this machine.</summary>
internal abstract class EstimatorRun
{
    /// <summary>Draws of a step, four pairs.</summary>
    public const int Draws = 8;

    // The variance of independent normal values would be known to √(2/4096) = 2 %.
    private const int Steps = 4096;

    public static EstimatorRun Of(IStepElbo elbo, GradientEstimator estimator) => Lanes.PreferredWidth switch
    {
        8 => new InLanes<Lane512>(elbo, estimator),
        4 => new InLanes<Lane256>(elbo, estimator),
        _ => new InLanes<Scalar>(elbo, estimator),
    };

    public abstract void Step(double[] phi, long step, double[] gradient);

    /// <summary>The trace of the covariance of one draw's gradient, each entry multiplied by the unit of its parameter: that of a step, times its draws.</summary>
    public double Variance(double[] phi, double[] units)
    {
        double[] gradient = new double[phi.Length], sums = new double[phi.Length], squares = new double[phi.Length];
        Step(phi, 0, gradient);
        double[] origin = [.. gradient];
        for (int step = 1; step <= Steps; step++)
        {
            Step(phi, step, gradient);
            for (int i = 0; i < phi.Length; i++)
            {
                double g = gradient[i] - origin[i];
                sums[i] += g;
                squares[i] += g * g;
            }
        }

        return Draws * units.Select((unit, i) => unit * unit * (squares[i] - (sums[i] * sums[i] / Steps)) / (Steps - 1)).Sum();
    }

    private sealed class InLanes<T>(IStepElbo elbo, GradientEstimator estimator) : EstimatorRun
        where T : unmanaged, ILane<T>
    {
        private readonly StepGradient<T> _steps = new(elbo.In<T>(estimator), Draws, new BatchOrder(rows: 0, batchSize: 1, seed: 1), seed: 1);

        public override void Step(double[] phi, long step, double[] gradient) => _steps.Evaluate(phi, step, gradient);
    }
}
