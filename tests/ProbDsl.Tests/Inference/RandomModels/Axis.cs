namespace ProbDsl.Tests.Inference.RandomModels;

/// <summary>Nodes of the trapezoid rule on a line, with the length that each stands for.</summary>
/// <remarks>For a density that is smooth and vanishes at both ends its error falls faster than any power of the spacing.</remarks>
internal sealed record Axis(double[] Nodes, double[] Lengths)
{
    /// <summary>Even nodes between two ends.</summary>
    public static Axis Even(double low, double high, int count)
    {
        double step = (high - low) / (count - 1);
        return new Axis([.. Enumerable.Range(0, count).Select(k => low + k * step)], [.. Enumerable.Repeat(step, count)]);
    }

    /// <summary>Even in t for x = centre + scale · sinh t: close at the centre, and out to scale · eᵗ/2.</summary>
    public static Axis Stretched(double centre, double scale, double reach, int count)
    {
        Axis t = Even(-reach, reach, count);
        return new Axis(
            Array.ConvertAll(t.Nodes, x => centre + scale * Math.Sinh(x)),
            [.. t.Nodes.Zip(t.Lengths, (x, length) => scale * Math.Cosh(x) * length)]);
    }
}
