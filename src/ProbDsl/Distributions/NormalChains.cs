using System.ComponentModel;

namespace ProbDsl;

/// <summary>The matrices of one multivariate normal of a model, each factored once. Used by generated code.</summary>
/// <param name="variable">The method that returns it.</param>
/// <param name="length">The length of its vector.</param>
/// <param name="chain">Factors the matrix of a row.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NormalChains(string variable, int length, Func<int, NormalChain> chain)
{
    private readonly Dictionary<int, NormalChain> _chains = [];

    /// <summary>The chain of a row; rows that have the same matrix share row 0.</summary>
    /// <exception cref="ModelDataException">The matrix is none of a multivariate normal, or of another length.</exception>
    public NormalChain this[int row]
    {
        get
        {
            if (!_chains.TryGetValue(row, out NormalChain? found))
            {
                _chains.Add(row, found = Checked(row));
            }

            return found;
        }
    }

    private NormalChain Checked(int row)
    {
        NormalChain made;
        try
        {
            made = chain(row);
        }
        catch (ArgumentException problem)
        {
            string text = problem.ParamName is { } name ? problem.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : problem.Message;
            throw new ModelDataException($"{variable}: {text}");
        }

        return made.Count == length ? made
            : throw new ModelDataException(FormattableString.Invariant($"{variable}: the matrix is {made.Count} × {made.Count}, but the vector has {length} elements."));
    }
}
