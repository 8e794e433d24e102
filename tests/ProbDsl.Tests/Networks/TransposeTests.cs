namespace ProbDsl.Tests.Networks;

public class TransposeTests
{
    /// <summary>All small shapes within larger matrices, so that a wrong step would show; nothing else is written.</summary>
    [Fact]
    public void Copy_HasRowsAndColumnsExchanged()
    {
        for (int rows = 1; rows <= 9; rows++)
        {
            for (int columns = 1; columns <= 9; columns++)
            {
                (int step, int put) = (columns + 2, rows + 3);
                float[] source = [.. Enumerable.Range(0, rows * step).Select(i => (float)i)], target = new float[columns * put];
                if (!Transpose.CopyTo<float>(source, step, rows, columns, target, put))
                {
                    return;
                }

                for (int i = 0; i < columns * put; i++)
                {
                    Assert.Equal(i % put < rows ? source[(i % put * step) + (i / put)] : 0, target[i]);
                }
            }
        }
    }

    [Fact]
    public void SpansThatAreTooShort_AreFoundOut()
    {
        if (Transpose.CopyTo<float>(new float[16], 4, 4, 4, new float[16], 4))
        {
            Assert.Throws<IndexOutOfRangeException>(() => Transpose.CopyTo<float>(new float[15], 4, 4, 4, new float[16], 4));
            Assert.Throws<IndexOutOfRangeException>(() => Transpose.CopyTo<float>(new float[16], 4, 4, 4, new float[15], 4));
        }
    }
}
