namespace ProbDsl;

/// <summary>Writes the quantities of one draw, in order, into a flat array: the reverse of <see cref="DrawReader"/>. Used by generated code.</summary>
public sealed class DrawWriter
{
    private readonly List<double> _values = [];

    /// <summary>Adds a number.</summary>
    public DrawWriter Add(double value)
    {
        _values.Add(value);
        return this;
    }

    /// <summary>Adds the numbers of a vector.</summary>
    public DrawWriter Add(double[] vector)
    {
        _values.AddRange(vector);
        return this;
    }

    /// <summary>Adds the numbers of a matrix, row by row.</summary>
    public DrawWriter Add(double[,] matrix)
    {
        _values.AddRange(matrix.Cast<double>());
        return this;
    }

    /// <summary>All numbers so far.</summary>
    public double[] ToArray() => [.. _values];
}
