namespace ProbDsl;

/// <summary>
/// The counter-based random generator Philox 4x32-10 of Salmon, Moraes, Dror and Shaw (2011).
/// </summary>
/// <remarks>
/// <para>The i-th block of 128 random bits is a pure function of (seed, stream, i): there is no hidden state to copy or to lock, and
/// two streams of one seed never share a block. The seed is the key; the stream is the upper and i the lower half of the counter.</para>
/// <para>The same seed and stream give the same bits on every machine, for every method of this struct: only integer operations, the
/// basic operations of IEEE 754, its square root and its fused multiply-add are used.</para>
/// <para>It is a mutable struct: pass it by <see langword="ref"/>. <c>default(Philox)</c> is <c>new Philox(0)</c>.</para>
/// </remarks>
public struct Philox : IEquatable<Philox>
{
    private readonly ulong _seed;
    private readonly ulong _stream;
    private ulong _block;
    private ulong _spare;
    private bool _hasSpare;

    /// <summary>Starts a stream at its first block.</summary>
    /// <param name="seed">Any number; the key of the generator.</param>
    /// <param name="stream">Any number; different streams of the same seed are disjoint.</param>
    public Philox(ulong seed, ulong stream = 0)
    {
        _seed = seed;
        _stream = stream;
    }

    /// <summary>As if <paramref name="block"/> blocks of two numbers had been drawn: what stands there need not be made first.</summary>
    internal Philox(ulong seed, ulong stream, ulong block)
        : this(seed, stream) => _block = block;

    /// <summary>The next 64 random bits.</summary>
    /// <returns>A whole number, uniform over all 2⁶⁴ values.</returns>
    public ulong NextUInt64()
    {
        if (_hasSpare)
        {
            _hasSpare = false;
            return _spare;
        }

        (ulong first, _spare) = PhiloxBlock.Compute(_block++, _stream, _seed);
        _hasSpare = true;
        return first;
    }

    /// <summary>The next uniform number in the open interval (0, 1): an odd multiple of 2⁻⁵³, so never 0, ½ or 1.</summary>
    /// <returns>A number u with 2⁻⁵³ ≤ u ≤ 1 − 2⁻⁵³; 1 − u is exact and equally likely.</returns>
    public double NextDouble() => ((NextUInt64() >> 12) + 0.5) * (1.0 / (1L << 52));

    /// <summary>The next standard normal number, the quantile of <see cref="NextDouble"/> (|x| ≤ 8.21).</summary>
    /// <returns>A draw from N(0, 1); one uniform number is used for one normal number.</returns>
    public double NextNormal() => NormalQuantile.OfProbability(NextDouble());

    /// <summary>The next standard exponential number, −log u.</summary>
    /// <returns>A positive draw with mean one (at most 36.8).</returns>
    public double NextExponential() => -Kernels.Log<Scalar>(NextDouble()).Value;

    /// <summary>The next whole number in 0, …, <paramref name="bound"/> − 1, without bias (Lemire 2019).</summary>
    /// <param name="bound">How many values there are; at least 1.</param>
    /// <returns>A uniform whole number below <paramref name="bound"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is less than 1.</exception>
    public int NextInt(int bound)
    {
        if (bound < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(bound), $"Philox.NextInt: bound must be at least 1, but was {bound}.");
        }

        ulong range = (ulong)bound;
        ulong high = Math.BigMul(NextUInt64(), range, out ulong low);
        if (low < range)
        {
            // 2⁶⁴ mod bound of the low parts belong to an incomplete round: draw again.
            ulong threshold = (0UL - range) % range;
            while (low < threshold)
            {
                high = Math.BigMul(NextUInt64(), range, out low);
            }
        }

        return (int)high;
    }

    /// <summary>Whether both generators will produce the same bits from here on.</summary>
    /// <param name="other">The generator to compare with.</param>
    /// <returns>True when seed, stream and position are equal.</returns>
    public readonly bool Equals(Philox other) =>
        _seed == other._seed && _stream == other._stream && _block == other._block && _hasSpare == other._hasSpare;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Philox other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(_seed, _stream, _block, _hasSpare);

    /// <summary>Whether both generators will produce the same bits from here on.</summary>
    /// <param name="left">One generator.</param>
    /// <param name="right">The other generator.</param>
    /// <returns>True when seed, stream and position are equal.</returns>
    public static bool operator ==(Philox left, Philox right) => left.Equals(right);

    /// <summary>Whether the generators differ in seed, stream or position.</summary>
    /// <param name="left">One generator.</param>
    /// <param name="right">The other generator.</param>
    /// <returns>True when they differ.</returns>
    public static bool operator !=(Philox left, Philox right) => !left.Equals(right);
}
