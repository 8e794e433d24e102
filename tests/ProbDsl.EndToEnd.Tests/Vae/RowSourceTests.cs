using System.Numerics;

namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>Data that give their rows one at a time: the same bits as an array of them, and never more than a row a thread in memory.</summary>
public class RowSourceTests
{
    private const int Rows = 300;
    private const int Columns = 12;

    [Fact]
    public void Training_HasTheSameBitsAsOfAnArray()
    {
        var source = new CountedRows();
        double[][] rows = [.. Enumerable.Range(0, Rows).Select(n => source[n].ToDoubles())];
        var options = new TrainingOptions { Epochs = 3, BatchSize = 32, Seed = 5 };
        double[] ofArray = new RowsInMemory(rows).Train(options).Parameters;
        Assert.Equal(ofArray, new RowsOfSource(source).Train(options).Parameters);
        Assert.Equal(new DoublesInMemory(rows).Train(options).Parameters, new DoublesOfSource(source).Train(options).Parameters);
    }

    [Fact]
    public void Evaluation_IsThatOfAnArray()
    {
        var source = new CountedRows();
        double[][] rows = [.. Enumerable.Range(0, Rows).Select(n => source[n].ToDoubles())];
        var options = new TrainingOptions { Epochs = 1, Seed = 5 };
        NetworkEvaluation ofArray = new DoublesInMemory(rows).Train(options).Evaluate(new DoublesInMemory(rows)), ofSource = new DoublesOfSource(source).Train(options).Evaluate(new DoublesOfSource(source));
        Assert.Equal(ofArray.Elbo, ofSource.Elbo);
        Assert.Equal(ofArray.LogLikelihood, ofSource.LogLikelihood);
    }

    /// <summary>A step reads the rows of its batch, each twice: for the encoder and for the likelihood with its gradient.</summary>
    [Fact]
    public void Step_ReadsTheRowsOfItsBatch()
    {
        var source = new CountedRows();
        var model = new RowsOfSource(source);
        model.Train(new TrainingOptions { Epochs = 1, BatchSize = 50, Seed = 5 });
        long once = source.Copies;
        model.Train(new TrainingOptions { Epochs = 3, BatchSize = 50, Seed = 5 });
        Assert.Equal(2 * 2 * Rows, source.Copies - once - once);
    }

    [Fact]
    public void File_IsReadWhileItTrains()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            byte[] bits = [.. Enumerable.Range(0, Rows * Columns).Select(i => (byte)(CountedRows.Bit(i / Columns, i % Columns) * 255))];
            ImageSet.FromLevels(3, 4, bits).WriteIdx(path);
            using IdxFile file = IdxFile.Open(path);
            var options = new TrainingOptions { Epochs = 3, BatchSize = 32, Seed = 5 };
            Assert.Equal(new RowsOfSource(new CountedRows()).Train(options).Parameters, new RowsOfFile(file).Train(options).Parameters);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void WrongNumber_IsLocatedBeforeStepOne()
    {
        ModelDataException found = Assert.Throws<ModelDataException>(() => new RowsOfSource(new CountedRows { Wrong = 0.5 }).Train(new TrainingOptions { Epochs = 1 }));
        Assert.Contains("Rows[7, 3]: rows[n][entry] must be 0 or 1, but is 0.5", found.Message, StringComparison.Ordinal);
    }
}

/// <summary>Bits computed when they are asked for; how many rows were copied is counted.</summary>
public sealed class CountedRows : IRowSource
{
    private long _copies;

    /// <summary>Number 3 of row 7, where it is not a bit.</summary>
    public double? Wrong { get; init; }

    public long Copies => Interlocked.Read(ref _copies);

    public int Count => 300;

    public int RowLength => 12;

    public double Minimum => 0;

    public double Maximum => 1;

    public RowView this[int n] => new(this, n);

    public static int Bit(int n, int k) => n * (k + 3) % 7 < 3 ? 1 : 0;

    public void CopyRow<T>(int n, Span<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Interlocked.Increment(ref _copies);
        for (int k = 0; k < row.Length; k++)
        {
            row[k] = T.CreateTruncating(NumberAt(n, k));
        }
    }

    public double NumberAt(int n, int k) => (n, k) == (7, 3) && Wrong is { } wrong ? wrong : Bit(n, k);
}

[ProbabilisticModel(Precision.Single)]
public sealed partial class RowsOfSource(CountedRows rows)
{
    int Count => rows.Count;

    [Parameter] Mlp Encoder => new(inputs: rows.RowLength, hidden: [16], outputs: 4);

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [16], outputs: rows.RowLength);

    [Prior] NormalVector Z([Plate(nameof(Count), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood] BernoulliVector Rows([Plate(nameof(Count))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(rows[n]));
}

[ProbabilisticModel(Precision.Single)]
public sealed partial class RowsInMemory(double[][] rows)
{
    int Count => rows.Length;

    [Parameter] Mlp Encoder => new(inputs: 12, hidden: [16], outputs: 4);

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [16], outputs: 12);

    [Prior] NormalVector Z([Plate(nameof(Count), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood] BernoulliVector Rows([Plate(nameof(Count))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(rows[n]));
}

[ProbabilisticModel(Precision.Single)]
public sealed partial class RowsOfFile(IdxFile rows)
{
    int Count => rows.Count;

    [Parameter] Mlp Encoder => new(inputs: rows.RowLength, hidden: [16], outputs: 4);

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [16], outputs: rows.RowLength);

    [Prior] NormalVector Z([Plate(nameof(Count), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood] BernoulliVector Rows([Plate(nameof(Count))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(rows[n]));
}

[ProbabilisticModel]
public sealed partial class DoublesOfSource(CountedRows rows)
{
    int Count => rows.Count;

    [Parameter] Mlp Encoder => new(inputs: rows.RowLength, hidden: [16], outputs: 4);

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [16], outputs: rows.RowLength);

    [Prior] NormalVector Z([Plate(nameof(Count), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood] BernoulliVector Rows([Plate(nameof(Count))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(rows[n]));
}

[ProbabilisticModel]
public sealed partial class DoublesInMemory(double[][] rows)
{
    int Count => rows.Length;

    [Parameter] Mlp Encoder => new(inputs: 12, hidden: [16], outputs: 4);

    [Parameter] Mlp Decoder => new(inputs: 2, hidden: [16], outputs: 12);

    [Prior] NormalVector Z([Plate(nameof(Count), Subsample = true)] int n) => NormalVector.Standard(2);

    [Likelihood] BernoulliVector Rows([Plate(nameof(Count))] int n, double[][] z) => BernoulliVector.FromLogits(Decoder.Apply(z[n]));

    [Variational(nameof(Z))] NormalVector QZ(int n) => NormalVector.FromMeanAndLogSd(Encoder.Apply(rows[n]));
}
