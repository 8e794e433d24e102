namespace ProbDsl.Tests.Inference.Corrections;

public class ContinuedDrawsTests
{
    [Fact]
    public void Continued_BeginsWithTheSameDraws_AndGoesOnWithOthers()
    {
        FixedDraws few = FixedDraws.Shared(64, 3, seed: 5, stream: 8), many = few.Continued(4);
        Assert.Equal(256, many.Count);
        for (int k = 0; k < 64; k++)
        {
            Assert.Equal(few.Draw(k).ToArray(), many.Draw(k).ToArray());
            Assert.NotEqual(few.Draw(k).ToArray(), many.Draw(64 + k).ToArray());
        }
    }

    [Fact]
    public void Continued_HasMatchedMomentsInEverySet()
    {
        FixedDraws many = FixedDraws.Shared(64, 2, seed: 5, stream: 8).Continued(2);
        double square = 0, product = 0;
        for (int k = 64; k < 128; k++)
        {
            square += many.Draw(k)[0] * many.Draw(k)[0] / 64;
            product += many.Draw(k)[0] * many.Draw(k)[1] / 64;
        }

        // Rounding of a sum of 64 numbers of order one.
        Assert.Equal(1, square, 1e-13);
        Assert.Equal(0, product, 1e-13);
    }
}
