namespace ProbDsl;

/// <summary>Parameters, Adam's moments and what the epochs gave: all that a training goes on from.</summary>
internal sealed class TrainingState<TNumber>(AdamMoments<TNumber> adam)
    where TNumber : unmanaged
{
    public TNumber[] Parameters => adam.Parameters;

    public TNumber[] Best { get; } = new TNumber[adam.Parameters.Length];

    public List<TrainingEpoch> Epochs { get; } = [];

    public int EpochsSinceBest { get; private set; }

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

    // Of a file with more or fewer numbers for an epoch nothing else could be told apart.
    private const string Layout = "six numbers an epoch; ";

    public void Save(string path, string identity) => StateFile.Save(path, writer =>
    {
        writer.Write(Layout + identity);
        writer.Write(adam.Step);
        writer.Write(EpochsSinceBest);
        writer.Write(Epochs.Count);
        foreach (TrainingEpoch epoch in Epochs)
        {
            StateFile.Write(writer, [epoch.Elbo, epoch.Objective, epoch.HeldOutElbo, epoch.HeldOutElboError, epoch.HeldOutReconstruction, epoch.HeldOutKl]);
        }

        StateFile.Write<TNumber>(writer, Parameters);
        StateFile.Write<TNumber>(writer, Best);
        StateFile.Write<TNumber>(writer, adam.Mean);
        StateFile.Write<TNumber>(writer, adam.Square);
    });

    public void Load(string path, string identity) => StateFile.Load(path, reader =>
    {
        string found = reader.ReadString();
        if (found != Layout + identity)
        {
            throw new InvalidDataException($"The checkpoint '{path}' is of another training. It is of\n  {found}\nand this one is\n  {identity}");
        }

        adam.Step = reader.ReadInt64();
        EpochsSinceBest = reader.ReadInt32();
        int epochs = reader.ReadInt32();
        double[] numbers = new double[6];
        for (int e = 1; e <= epochs; e++)
        {
            StateFile.Read(reader, numbers);
            Epochs.Add(new TrainingEpoch(e, numbers[0], numbers[1], numbers[2], TimeSpan.Zero) { HeldOutElboError = numbers[3], HeldOutReconstruction = numbers[4], HeldOutKl = numbers[5] });
        }

        StateFile.Read<TNumber>(reader, Parameters);
        StateFile.Read<TNumber>(reader, Best);
        StateFile.Read<TNumber>(reader, adam.Mean);
        StateFile.Read<TNumber>(reader, adam.Square);
    });
}
