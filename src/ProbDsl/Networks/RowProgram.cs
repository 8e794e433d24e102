using System.Numerics;
using System.Runtime.InteropServices;

namespace ProbDsl;

/// <summary>A model's programs on plain numbers of one precision, computed with the registers <typeparamref name="TPack"/>.</summary>
internal readonly struct RowProgram<TProgram, TNumber, TPack>(TProgram program)
    where TProgram : struct, INetworkProgram
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    where TPack : unmanaged, IVectorPack<TPack, TNumber>
{
    public double ObjectiveOnBatch(ReadOnlySpan<TNumber> phi, ReadOnlySpan<TNumber> noise, ReadOnlySpan<TNumber> weights, ReadOnlySpan<int> batch, Span<TNumber> gradient, Workspace<PackLane<Pack1<TNumber>, TNumber>> workspace)
        => PackLane<Pack1<TNumber>, TNumber>.Sum(program.ObjectiveOnBatch<PackLane<Pack1<TNumber>, TNumber>, PackLane<TPack, TNumber>>(Lanes(phi), Lanes(noise), Lanes(weights), batch, Lanes(gradient), workspace));

    /// <summary>How many weights <see cref="ObjectiveOnBatch"/> takes for each row.</summary>
    public static int WeightsOf(TProgram program, int width) => program.GuideObstacle is null ? 2 + 2 * width : 2;

    public void GuideOfRows(ReadOnlySpan<TNumber> phi, ReadOnlySpan<int> batch, Span<TNumber> values, Workspace<PackLane<Pack1<TNumber>, TNumber>> workspace)
        => program.GuideOfRows<PackLane<Pack1<TNumber>, TNumber>, PackLane<TPack, TNumber>>(Lanes(phi), batch, Lanes(values), workspace);

    public double LogWeightOnBatch(ReadOnlySpan<TNumber> phi, ReadOnlySpan<TNumber> noise, ReadOnlySpan<TNumber> weights, ReadOnlySpan<int> batch, Span<TNumber> gradient, Workspace<PackLane<Pack1<TNumber>, TNumber>> workspace)
        => PackLane<Pack1<TNumber>, TNumber>.Sum(program.LogWeightOnBatch<PackLane<Pack1<TNumber>, TNumber>, PackLane<TPack, TNumber>>(Lanes(phi), Lanes(noise), Lanes(weights), batch, Lanes(gradient), workspace));

    public void ReconstructionOfRows(ReadOnlySpan<TNumber> phi, ReadOnlySpan<TNumber> noise, ReadOnlySpan<int> batch, Span<TNumber> values, Workspace<PackLane<Pack1<TNumber>, TNumber>> workspace)
        => program.ReconstructionOfRows<PackLane<Pack1<TNumber>, TNumber>, PackLane<TPack, TNumber>>(Lanes(phi), Lanes(noise), batch, Lanes(values), workspace);

    public void KlOfRows(ReadOnlySpan<TNumber> phi, ReadOnlySpan<TNumber> noise, ReadOnlySpan<int> batch, Span<TNumber> values, Workspace<PackLane<Pack1<TNumber>, TNumber>> workspace)
        => program.KlOfRows<PackLane<Pack1<TNumber>, TNumber>, PackLane<TPack, TNumber>>(Lanes(phi), Lanes(noise), batch, Lanes(values), workspace);

    public void LogWeightOfRows(ReadOnlySpan<TNumber> phi, ReadOnlySpan<TNumber> noise, ReadOnlySpan<int> batch, Span<TNumber> values, Workspace<PackLane<Pack1<TNumber>, TNumber>> workspace)
        => program.LogWeightOfRows<PackLane<Pack1<TNumber>, TNumber>, PackLane<TPack, TNumber>>(Lanes(phi), Lanes(noise), batch, Lanes(values), workspace);

    private static ReadOnlySpan<PackLane<Pack1<TNumber>, TNumber>> Lanes(ReadOnlySpan<TNumber> numbers) => MemoryMarshal.Cast<TNumber, PackLane<Pack1<TNumber>, TNumber>>(numbers);

    private static Span<PackLane<Pack1<TNumber>, TNumber>> Lanes(Span<TNumber> numbers) => MemoryMarshal.Cast<TNumber, PackLane<Pack1<TNumber>, TNumber>>(numbers);
}
