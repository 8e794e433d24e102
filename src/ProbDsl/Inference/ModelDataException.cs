namespace ProbDsl;

/// <summary>The data handed to a model cannot be what the model describes. The message names the variable, the index and the value.</summary>
public sealed class ModelDataException : ArgumentException
{
    /// <summary>Makes an exception without a message.</summary>
    public ModelDataException()
    {
    }

    /// <summary>Makes an exception with a message.</summary>
    public ModelDataException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and its cause.</summary>
    public ModelDataException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
