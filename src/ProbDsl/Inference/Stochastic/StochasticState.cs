namespace ProbDsl;

/// <summary>Everything that decides how a stochastic fit goes on from the end of a block of steps: what a checkpoint holds.</summary>
internal sealed class StochasticState(int parameters, int blockSteps, StepRule rule)
{
    public double[] Phi { get; } = new double[parameters];

    public double[] Best { get; } = new double[parameters];

    public double BestElbo { get; set; } = double.NegativeInfinity;

    public long Step { get; set; }

    public double StepSize { get; set; }

    /// <summary>The step size of parameters that belong to a row. They have noise of their own, and steps when their row is seen.</summary>
    public double RowStepSize { get; set; }

    /// <summary>Whether parameters that belong to no row have arrived, and only those of rows still move.</summary>
    public bool RowsOnly { get; set; }

    /// <summary>The standard error with which the others have arrived; 0 before.</summary>
    public double WholeError { get; set; }

    /// <summary>Steps of this stage that were not finite.</summary>
    public int Failures { get; set; }

    /// <summary>Time spent before the last resumption.</summary>
    public double EarlierMilliseconds { get; set; }

    public StepRule Rule { get; } = rule;

    public IterateBlocks Blocks { get; } = new(parameters, blockSteps);

    /// <param name="path">The file.</param>
    /// <param name="identity">Says which fit this is: another fit must not resume from the file.</param>
    /// <param name="milliseconds">Time spent in all.</param>
    public void Save(string path, string identity, double milliseconds) => StateFile.Save(path, writer =>
    {
        writer.Write(identity);
        writer.Write(Step);
        writer.Write(StepSize);
        writer.Write(RowStepSize);
        writer.Write(RowsOnly);
        writer.Write(WholeError);
        writer.Write(Failures);
        writer.Write(milliseconds);
        writer.Write(BestElbo);
        StateFile.Write(writer, Phi);
        StateFile.Write(writer, Best);
        Rule.Save(writer);
        Blocks.Save(writer);
    });

    /// <summary>Which fit a checkpoint is of.</summary>
    /// <exception cref="InvalidDataException">It is something else, or not whole.</exception>
    public static string IdentityIn(string path)
    {
        string identity = "";
        StateFile.Load(path, reader => identity = reader.ReadString());
        return identity;
    }

    public void Load(string path, string identity) => StateFile.Load(path, reader =>
    {
        string found = reader.ReadString();
        if (found != identity)
        {
            throw new InvalidDataException($"The checkpoint '{path}' is of another fit: it has {found}, but this is {identity}.");
        }

        Step = reader.ReadInt64();
        StepSize = reader.ReadDouble();
        RowStepSize = reader.ReadDouble();
        RowsOnly = reader.ReadBoolean();
        WholeError = reader.ReadDouble();
        Failures = reader.ReadInt32();
        EarlierMilliseconds = reader.ReadDouble();
        BestElbo = reader.ReadDouble();
        StateFile.Read(reader, Phi);
        StateFile.Read(reader, Best);
        Rule.Load(reader);
        Blocks.Load(reader);
    });
}
