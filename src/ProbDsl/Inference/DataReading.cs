namespace ProbDsl;

/// <summary>Remembers which piece of a model's data code is being evaluated, so that a failure can name it. Used by generated code.</summary>
public struct DataReading
{
    private string _code;
    private string _index0;
    private string _index1;
    private int _value0;
    private int _value1;

    /// <summary>The text of the data code.</summary>
    public readonly string Code => _code ?? "";

    /// <summary>The indices in force, as <c>n = 3, k = 0</c>; empty when there are none.</summary>
    public readonly string Indices
    {
        get
        {
            string first = _index0 is null ? "" : FormattableString.Invariant($"{_index0} = {_value0}");
            return _index1 is null ? first : FormattableString.Invariant($"{first}, {_index1} = {_value1}");
        }
    }

    /// <summary>Data code without an index comes next.</summary>
    public void At(string code) => (_code, _index0, _index1) = (code, null!, null!);

    /// <summary>Data code with one index comes next.</summary>
    public void At(string code, string index, int value) => (_code, _index0, _value0, _index1) = (code, index, value, null!);

    /// <summary>Data code with two indices comes next.</summary>
    public void At(string code, string index0, int value0, string index1, int value1)
        => (_code, _index0, _value0, _index1, _value1) = (code, index0, value0, index1, value1);

    /// <summary>Data code with three indices comes next; the message shows the last two.</summary>
    public void At(string code, string index0, int value0, string index1, int value1, string index2, int value2)
    {
        _ = (index0, value0);
        At(code, index1, value1, index2, value2);
    }

    /// <summary>What to throw when the data code failed.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="failure">What the data code threw.</param>
    public readonly ModelDataException Failed(string model, Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        string where = Indices.Length == 0 ? "" : " at " + Indices;
        string hint = failure is IndexOutOfRangeException
            ? "the array is shorter than the plate or loop that runs over it"
            : failure is NullReferenceException ? "an array or an object that it reads is null"
            : failure.Message;

        // Nothing was read yet: a size that a network or a plate has.
        return new ModelDataException(
            Code.Length > 0 ? $"{model}: `{Code}`{where} failed: {hint.TrimEnd('.')}."
            : $"{model}: a size that its members compute from the data failed: {(failure is IndexOutOfRangeException ? "an index is outside of its array, as that of the first row is where there are no rows" : hint.TrimEnd('.'))}.",
            failure);
    }
}
