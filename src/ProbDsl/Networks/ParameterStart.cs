using System.Runtime.InteropServices;

namespace ProbDsl;

/// <summary>Where parameters start that must not start equal. Used by generated code.</summary>
public static class ParameterStart
{
    /// <summary>Normal numbers: a function of the parameter's name alone, as the first weights of a network are of its.</summary>
    /// <param name="parameters">Overwritten.</param>
    /// <param name="mean">About which they start.</param>
    /// <param name="sd">Their standard deviation, at least 0.</param>
    /// <param name="name">The parameter's name.</param>
    public static void Spread(Span<double> parameters, double mean, double sd, string name)
    {
        var random = new Philox(Streams.Weights, Streams.OfName(name));
        foreach (ref double parameter in parameters)
        {
            parameter = mean + (sd * random.NextNormal());
        }
    }

    /// <summary>The elements of a matrix, row after row.</summary>
    /// <param name="matrix">The matrix.</param>
    public static Span<double> Elements(double[,] matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return matrix.Length == 0 ? [] : MemoryMarshal.CreateSpan(ref matrix[0, 0], matrix.Length);
    }
}
