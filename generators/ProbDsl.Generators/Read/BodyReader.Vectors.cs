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

    /// <summary>A vector's length is that of a table's rows; all tables and vectors beside them have as many rows, which is the answer.</summary>
    private Expr MeasureTables(List<ArrayBinding> tables, int perElement)
    {
        ArrayBinding first = tables.First(t => t.Sizes.Count == 2);
        Measure(first.Sizes[1], new IntConstant(perElement));
        foreach (ArrayBinding other in tables.Where(t => t != first))
        {
            Same(first.Sizes[0], other.Sizes[0]);
            if (other.Sizes.Count == 2)
            {
                Same(first.Sizes[1], other.Sizes[1]);
            }
        }

        return first.Sizes[0];

        void Same(Expr one, Expr another)
        {
            if (!one.Equals(another))
            {
                Emit(new Require("SameLengths", one, another, _calls[0].Name, "its mixture"));
            }
        }
    }

    /// <summary>A whole array of two dimensions that a law refers to by name: data is copied into a local one.</summary>
    private ArrayBinding? TableArgument(IOperation value, string name)
    {
        if (!_data.IsData(value))
        {
            return ArrayOf(value);
        }

        DataBinding code = _data.Bind(value);
        string text = SourceText.Text(DataCode.Operand(code.Code));
        bool isMatrix = code.Type is IArrayTypeSymbol { Rank: 2 };
        ArrayBinding copy = NewArray(name,
            [_context.Data.Size(text + (isMatrix ? ".GetLength(0)" : ".Length"), code.Free), _context.Data.Size(text + (isMatrix ? ".GetLength(1)" : "[0].Length"), code.Free)]);
        string row = _names.EnterIndex("k"), column = _names.EnterIndex("i");
        Expr element = new Verbatim(isMatrix ? $"{text}[{row}, {column}]" : $"{text}[{row}][{column}]", [.. code.Free, row, column], Kind.Real);
        _out.Add(new For(row, new IntConstant(0), copy.Sizes[0], [], [new For(column, new IntConstant(0), copy.Sizes[1], [], [new Store(copy.Name, [new Variable(row), new Variable(column)], element) { Origin = _origin }])]));
        _names.LeaveIndex(column);
        _names.LeaveIndex(row);
        return copy;
    }

    private void MeasureFactor(Expr numbers)
    {
        Expr count = FactoredNormal.Count(numbers);
        Emit(new Require("MeanAndFactor", numbers, count, _calls[0].Name, "the vector of mean and factor"));
        VectorLength ??= count;
        if (!count.Equals(VectorLength))
        {
            Emit(new Require("SameLengths", VectorLength, count, _calls[0].Name, "its paths"));
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
