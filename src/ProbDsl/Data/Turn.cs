namespace ProbDsl;

/// <summary>Cosine and sine by basic operations alone, so that what is drawn does not depend on the machine.</summary>
internal static class Turn
{
    /// <summary>(cos a, sin a) by the Taylor series of a reduced to |r| ≤ π/4, where the first term left out is below 1e-17.</summary>
    /// <param name="angle">In radians, a few turns at most.</param>
    public static (double Cos, double Sin) Of(double angle)
    {
        double quarters = Math.Round(angle / (Math.PI / 2)), r = angle - quarters * (Math.PI / 2), square = r * r, cos = 1, sin = 1;
        for (int k = 16; k >= 2; k -= 2)
        {
            cos = 1 - cos * square / (k * (k - 1));
            sin = 1 - sin * square / (k * (k + 1));
        }

        sin *= r;
        return ((int)quarters & 3) switch
        {
            0 => (cos, sin),
            1 => (-sin, cos),
            2 => (-cos, -sin),
            _ => (sin, -cos),
        };
    }
}
