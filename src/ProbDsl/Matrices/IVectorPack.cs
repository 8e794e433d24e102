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

    /// <summary>x·2ⁿ for whole n for which 2ⁿ is a normal number.</summary>
    static abstract TSelf Scale(TSelf x, TSelf n);

    static abstract TSelf Log(TSelf x);

    static abstract TSelf Sqrt(TSelf x);

    static abstract TSelf Floor(TSelf x);

    static abstract TSelf Ceiling(TSelf x);

    static abstract TSelf LessThan(TSelf x, TSelf y);

    static abstract TSelf LessThanOrEqual(TSelf x, TSelf y);

    static abstract TSelf Equal(TSelf x, TSelf y);

    static abstract TSelf And(TSelf maskX, TSelf maskY);

    static abstract TSelf Or(TSelf maskX, TSelf maskY);

    static abstract TSelf Not(TSelf mask);

    /// <summary>Numbers that are stored in double precision, rounded to this one.</summary>
    static abstract TSelf LoadDoubles(ref readonly double source, nuint offset);

    static abstract TNumber Get(TSelf x, int index);

    static abstract TNumber Sum(TSelf x);

    static abstract TSelf Select(TSelf mask, TSelf x, TSelf y);
}
