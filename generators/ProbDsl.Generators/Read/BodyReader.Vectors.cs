using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generators;

// Arguments of vector-valued distributions.
internal sealed partial class BodyReader
{
    /// <summary>How long the vector is that the body returns; null where no path returned one.</summary>
    public Expr? VectorLength { get; private set; }

    // All paths return vectors of one length: where the text does not say so, the data are asked.
    private void Measure(Expr numbers, Expr perElement)
    {
        Expr length = numbers;
        if (perElement is not IntConstant { Value: 1 })
        {
            length = Integers.Divide(numbers, perElement);
            Emit(new Require("Multiple", numbers, perElement, _calls[0].Name, "the vector that its elements are made of"));
        }

        VectorLength ??= length;
        if (!length.Equals(VectorLength))
        {
            Emit(new Require("SameLengths", VectorLength, length, _calls[0].Name, "its paths"));
        }
    }

    // Elements that are written out have a number that is known here.
    private ArrayBinding? VectorArgument(IOperation value, string name)
        => _data.IsData(value) && Elements(value) is { Count: > 0 } elements && elements.TrueForAll(e => e.Type?.SpecialType == SpecialType.System_Double)
            ? Filled(name, elements)
            : ArrayArgument(value, name);

    private Verbatim? Matrix(IOperation value)
    {
        string variable = DataMembers.VariableName(_calls[0].Name);
        if (_data.FirstLatent(value) is { } latent)
        {
            if (!IsPoisoned(latent))
            {
                _context.Report(Descriptors.Vector, value.Syntax, variable, $"its matrix '{SourceText.Quote(value.Syntax)}' depends on a latent, and is factored once, when the model is made; scale a vector of known covariance, or write each element given those before it as a Normal");
            }

            return null;
        }

        DataBinding code = _data.Bind(value);
        if (code.Free.Count > 1)
        {
            _context.Report(Descriptors.Vector, value.Syntax, variable, $"its matrix '{SourceText.Quote(value.Syntax)}' depends on two indices ({string.Join(", ", code.Free)}); make it depend on one");
            return null;
        }

        return new(SourceText.Text(code.Code), code.Free, Kind.Real);
    }
}
