using System.Numerics;

namespace ProbDsl;

/// <summary>One vector register with what activations and densities need of arithmetic.</summary>
/// <typeparam name="TSelf">The register.</typeparam>
/// <typeparam name="TNumber"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal interface IVectorPack<TSelf, TNumber> : IPack<TSelf, TNumber>
    where TSelf : unmanaged, IVectorPack<TSelf, TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    static abstract implicit operator TSelf(double value);

    static abstract TSelf operator +(TSelf x, TSelf y);

    static abstract TSelf operator -(TSelf x, TSelf y);

    static abstract TSelf operator *(TSelf x, TSelf y);

    static abstract TSelf operator /(TSelf x, TSelf y);

    static abstract TSelf operator -(TSelf x);

    static abstract TSelf Abs(TSelf x);

    static abstract TSelf Max(TSelf x, TSelf y);

    static abstract TSelf Min(TSelf x, TSelf y);

    static abstract TSelf Exp(TSelf x);

    static abstract TSelf Log(TSelf x);

    static abstract TSelf LessThan(TSelf x, TSelf y);

    static abstract TSelf Select(TSelf mask, TSelf x, TSelf y);
}
