using System.Numerics;

namespace ProbDsl.Tests.Data;

/// <summary>What every <see cref="IRowSource"/> has without writing it.</summary>
public class RowSourceTests
{
    [Fact]
    public void NumberByNumber_EachRowIsReadOnce()
    {
        var source = new Products();
        for (int n = 0; n < source.Count; n++)
        {
            for (int k = 0; k < source.RowLength; k++)
            {
                Assert.Equal(n * k, ((IRowSource)source).NumberAt(n, k));
            }
        }

        Assert.Equal(source.Count, source.Copies);
    }

    [Fact]
    public void WhatIsNotThere_IsSaid()
    {
        IRowSource source = new Products();
        Assert.Equal("k", Assert.Throws<ArgumentOutOfRangeException>(() => source.NumberAt(0, source.RowLength)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => source.NumberAt(source.Count, 0));
        Assert.Equal(6, source.NumberAt(2, 3));
    }

    private sealed class Products : IRowSource
    {
        public int Copies { get; private set; }

        public int Count => 5;

        public int RowLength => 4;

        public double Minimum => 0;

        public double Maximum => 12;

        public void CopyRow<T>(int n, Span<T> row)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(n, Count);
            Copies++;
            for (int k = 0; k < row.Length; k++)
            {
                row[k] = T.CreateTruncating(n * k);
            }
        }
    }
}
