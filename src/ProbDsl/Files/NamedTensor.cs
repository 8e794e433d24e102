using System.Numerics;
using System.Runtime.InteropServices;

namespace ProbDsl;

/// <summary>An array of numbers of any number of dimensions, with a name: weights as <see cref="SafetensorsFile"/> holds them.</summary>
public sealed class NamedTensor
{
    private readonly float[]? _singles;
    private readonly double[] _doubles = [];
    private readonly int[] _shape;

    /// <summary>An array in single precision.</summary>
    /// <param name="name">What it is called; not empty.</param>
    /// <param name="shape">The length of each dimension, none for a single number; copied.</param>
    /// <param name="values">The numbers, the last dimension fastest, as many as the product of <paramref name="shape"/>; kept, not copied.</param>
    /// <exception cref="ArgumentException">Shape and number of values disagree, or the name is empty.</exception>
    public NamedTensor(string name, int[] shape, float[] values)
        : this(name, shape, values?.Length ?? throw new ArgumentNullException(nameof(values))) => _singles = values;

    /// <summary>An array in double precision.</summary>
    /// <inheritdoc cref="NamedTensor(string, int[], float[])"/>
    public NamedTensor(string name, int[] shape, double[] values)
        : this(name, shape, values?.Length ?? throw new ArgumentNullException(nameof(values))) => _doubles = values;

    private NamedTensor(string name, int[] shape, int count)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(shape);
        (Name, _shape, Count) = (name, [.. shape], count);
        long product = 1;
        foreach (int length in shape)
        {
            product = length < 0 ? -1 : Math.Min(product * length, int.MaxValue + 1L);
            if (product < 0)
            {
                break;
            }
        }

        if (product != count)
        {
            throw new ArgumentException(FormattableString.Invariant($"'{name}' has {count} numbers, but its shape is [{string.Join(", ", shape)}]."), nameof(shape));
        }
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>The length of each dimension; none for a single number.</summary>
    public IReadOnlyList<int> Shape => _shape;

    /// <summary>How many numbers it has, the product of <see cref="Shape"/>.</summary>
    public int Count { get; }

    /// <summary>Whether the numbers are in double precision.</summary>
    public bool IsDouble => _singles is null;

    /// <summary>The type as safetensors calls it.</summary>
    internal string Type => IsDouble ? "F64" : "F32";

    /// <summary>The numbers as they lie in memory.</summary>
    internal ReadOnlySpan<byte> Bytes => _singles is null ? MemoryMarshal.AsBytes<double>(_doubles) : MemoryMarshal.AsBytes<float>(_singles);

    /// <summary>Copies the numbers; doubles are rounded where they go into floats.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="values">Where they go.</param>
    /// <exception cref="ArgumentException">There is room for more or fewer numbers.</exception>
    public void CopyTo<T>(Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (values.Length != Count)
        {
            throw new ArgumentException(FormattableString.Invariant($"'{Name}' has {Count} numbers, shape [{string.Join(", ", _shape)}], but there is room for {values.Length}."), nameof(values));
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] = _singles is null ? T.CreateTruncating(_doubles[i]) : T.CreateTruncating(_singles[i]);
        }
    }

    /// <summary>The numbers; doubles are rounded where floats are asked for.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>A new array.</returns>
    public T[] ToArray<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var values = new T[Count];
        CopyTo<T>(values);
        return values;
    }
}
