namespace ProbDsl;

/// <summary>What the special functions need besides arithmetic: exponents, signs, and whether a rare case occurs.</summary>
/// <typeparam name="T">The lane type itself.</typeparam>
internal interface ILaneBits<T>
    where T : unmanaged, ILaneBits<T>
{
    /// <summary>2ⁿ for integers −1022 ≤ n ≤ 1023; +∞ for n = 1024.</summary>
    static abstract T PowerOfTwo(T n);

    /// <summary>Writes a normal x &gt; 0 as 2ᵏ·m with √½ ≤ m &lt; √2 and returns k. Other x give an unspecified result.</summary>
    static abstract T SplitExponent(T x, out T mantissa);

    /// <summary>The size of one number with the sign of another.</summary>
    static abstract T CopySign(T magnitude, T sign);

    /// <summary>Whether the mask is set anywhere. Only used to skip work that no place would select.</summary>
    static abstract bool Any(T mask);

    /// <summary>Applies a function of one number to every place.</summary>
    static abstract T Map<TFunction>(T x)
        where TFunction : IFunction;

    /// <summary>Applies a function of two numbers to every place.</summary>
    static abstract T Map2<TFunction>(T x, T y)
        where TFunction : IFunction2;

    /// <summary>Applies a function of three numbers to every place.</summary>
    static abstract T Map3<TFunction>(T x, T y, T z)
        where TFunction : IFunction3;
}

/// <summary>Bit patterns that the lanes share.</summary>
internal static class LaneBits
{
    /// <summary>1.5·2⁵² + 1023: adding it leaves n + 1023, the exponent field of 2ⁿ, in the lowest bits.</summary>
    internal const double ExponentShift = 6755399441055744.0 + 1023.0;

    /// <summary>The bits of √½.</summary>
    internal const long RootHalf = 0x3FE6A09E667F3BCD;

    /// <summary>The bits of 1 less the bits of √½.</summary>
    internal const long SplitOffset = 0x3FF0000000000000 - RootHalf;

    /// <summary>The fraction field.</summary>
    internal const long FractionMask = 0x000FFFFFFFFFFFFF;

    /// <summary>The bits of 2⁵²: a small integer in the lowest bits reads as 2⁵² plus that integer.</summary>
    internal const long IntegerMagic = 0x4330000000000000;

    /// <summary>2⁵² + 1023.</summary>
    internal const double IntegerMagicBias = 4503599627370496.0 + 1023.0;
}
