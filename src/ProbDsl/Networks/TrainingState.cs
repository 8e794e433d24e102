namespace ProbDsl;

/// <summary>Parameters, Adam's moments and what the epochs gave: all that a training goes on from.</summary>
internal sealed class TrainingState(int count)
{
    private const double Momentum = 0.9;
    private const double Memory = 0.999;
    private const double Floor = 1e-8;
    private readonly double[] _mean = new double[count];
    private readonly double[] _square = new double[count];

    public double[] Parameters { get; } = new double[count];

    public double[] Best { get; } = new double[count];

    public List<TrainingEpoch> Epochs { get; } = [];

    public long Step { get; private set; }

    public int EpochsSinceBest { get; private set; }

    /// <summary>One step of Adam (Kingma and Ba 2015) up the gradient of the ELBO per row; false where a number of it is not finite.</summary>
    /// <param name="gradient">The gradient.</param>
    /// <param name="rows">How many rows its ELBO is of.</param>
    /// <param name="progress">Which part of all steps is done, in [0, 1).</param>
    /// <param name="options">Step sizes, decay and clipping.</param>
    public bool Move(ReadOnlySpan<double> gradient, int rows, double progress, TrainingOptions options)
    {
        double squares = 0;
        foreach (double g in gradient)
        {
            squares += g * g;
        }

        double norm = Math.Sqrt(squares) / rows;
        if (!double.IsFinite(norm))
        {
            return false;
        }

        Step++;
        double scale = (norm > options.ClipNorm ? options.ClipNorm / norm : 1) / rows;
        double final = options.FinalStepSize ?? options.StepSize, size = final + (options.StepSize - final) * 0.5 * (1 + Math.Cos(Math.PI * progress));
        double rate = size * Math.Sqrt(1 - Math.Pow(Memory, Step)) / (1 - Math.Pow(Momentum, Step)), keep = 1 - size * options.WeightDecay;
        for (int i = 0; i < gradient.Length; i++)
        {
            double g = scale * gradient[i];
            _mean[i] += (1 - Momentum) * (g - _mean[i]);
            _square[i] += (1 - Memory) * (g * g - _square[i]);
            Parameters[i] = keep * Parameters[i] + rate * _mean[i] / (Math.Sqrt(_square[i]) + Floor);
        }

        return true;
    }

    /// <summary>An epoch is over.</summary>
    public void End(TrainingEpoch epoch)
    {
        // NaN, as without data held out, is never the best.
        bool isBest = epoch.HeldOutElbo > Epochs.Select(e => e.HeldOutElbo).Where(e => !double.IsNaN(e)).DefaultIfEmpty(double.NegativeInfinity).Max();
        EpochsSinceBest = isBest ? 0 : EpochsSinceBest + 1;
        Epochs.Add(epoch);
        if (isBest)
        {
            Parameters.CopyTo(Best, 0);
        }
    }

    public void Save(string path, string identity) => StateFile.Save(path, writer =>
    {
        writer.Write(identity);
        writer.Write(Step);
        writer.Write(EpochsSinceBest);
        writer.Write(Epochs.Count);
        foreach (TrainingEpoch epoch in Epochs)
        {
            StateFile.Write(writer, [epoch.Elbo, epoch.HeldOutElbo]);
        }

        StateFile.Write(writer, Parameters);
        StateFile.Write(writer, Best);
        StateFile.Write(writer, _mean);
        StateFile.Write(writer, _square);
    });

    public void Load(string path, string identity) => StateFile.Load(path, reader =>
    {
        string found = reader.ReadString();
        if (found != identity)
        {
            throw new InvalidDataException($"The checkpoint '{path}' is of another training. It is of\n  {found}\nand this one is\n  {identity}");
        }

        Step = reader.ReadInt64();
        EpochsSinceBest = reader.ReadInt32();
        int epochs = reader.ReadInt32();
        double[] elbo = new double[2];
        for (int e = 1; e <= epochs; e++)
        {
            StateFile.Read(reader, elbo);
            Epochs.Add(new TrainingEpoch(e, elbo[0], elbo[1], TimeSpan.Zero));
        }

        StateFile.Read(reader, Parameters);
        StateFile.Read(reader, Best);
        StateFile.Read(reader, _mean);
        StateFile.Read(reader, _square);
    });
}
