using System.Numerics;

namespace ProbDsl;

/// <summary>Numbers in another precision.</summary>
internal static class Numbers
{
    public static void Convert<TFrom, TTo>(ReadOnlySpan<TFrom> numbers, Span<TTo> converted)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            converted[i] = TTo.CreateTruncating(numbers[i]);
        }
    }

    public static double[] ToDoubles<TNumber>(ReadOnlySpan<TNumber> numbers)
        where TNumber : unmanaged, INumberBase<TNumber>
    {
        double[] doubles = new double[numbers.Length];
        Convert(numbers, doubles.AsSpan());
        return doubles;
    }
}
