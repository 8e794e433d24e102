using System.Runtime.Intrinsics;

namespace ProbDsl;

/// <summary>Which lane type suits this machine.</summary>
public static class Lanes
{
    /// <summary>8 where <see cref="Lane512"/> runs in hardware, else 4 where <see cref="Lane256"/> does, else 1.</summary>
    public static int PreferredWidth =>
        Vector512.IsHardwareAccelerated ? Lane512.Width
        : Vector256.IsHardwareAccelerated ? Lane256.Width
        : Scalar.Width;
}
