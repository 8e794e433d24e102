namespace ProbDsl;

/// <summary>Numbers of one or more vector registers, for kernels that are written once for all registers and precisions.</summary>
/// <typeparam name="TSelf">The registers.</typeparam>
/// <typeparam name="TNumber"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal interface IPack<TSelf, TNumber>
    where TSelf : unmanaged, IPack<TSelf, TNumber>
    where TNumber : unmanaged
{
    /// <summary>How many numbers it holds.</summary>
    static abstract int Count { get; }

    /// <summary>Whether there are 32 registers, so that 8 by 3 sums stay in them; with 16 it is 4 by 3.</summary>
    static abstract bool HasManyRegisters { get; }

    static abstract TSelf Load(ref readonly TNumber source, nuint offset);

    static abstract TSelf Create(TNumber value);

    /// <summary>x·y + z, rounded once where the hardware has it.</summary>
    static abstract TSelf MultiplyAdd(TSelf x, TSelf y, TSelf z);

    void Store(ref TNumber target, nuint offset);
}
