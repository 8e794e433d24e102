using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generators;

// A method that returns a whole array.
internal sealed partial class BodyReader
{
    // The quantity that the method declares, and the local that it returns: the local is the quantity, so its elements need no copy.
    private string? _whole;
    private ISymbol? _wholeLocal;

    /// <summary>Reads a body that returns an array; its elements are stored under the quantity's name, which is declared outside the body.</summary>
    public (EquatableArray<Stmt> Body, ArrayBinding? Array) Whole(IOperation body, string name)
    {
        _whole = name;
        List<IReturnOperation> returns = [.. Jumps.Of(body)];
        _wholeLocal = returns.Count == 1 && returns[0].ReturnedValue is { } value ? SymbolOf(Stripped(value)) as ILocalSymbol : null;
        Begin(BodyMode.Array, body);
        Run(Chain.Of(body));
        return (_out.ToEquatableArray(), _array);
    }

    private bool IsWhole(ILocalSymbol local) => _wholeLocal is not null && SymbolEqualityComparer.Default.Equals(local, _wholeLocal);

    private ArrayBinding? WholeArray(IOperation value)
    {
        if (!_data.IsData(value) && Elements(Stripped(value)) is { } elements)
        {
            return Filled("values", elements, isWhole: true);
        }

        if (ArrayArgument(value) is not { } array)
        {
            return null;
        }

        if (array.Name != _whole)
        {
            Copy(array);
        }

        return array;
    }

    // A parent, data, or the result of a helper method: the quantity has an array of its own.
    private void Copy(ArrayBinding array)
    {
        List<string> names = [];
        foreach (Expr _ in array.Sizes)
        {
            names.Add(_names.EnterIndex(names.Count == 0 ? "row" : "column"));
        }

        EquatableArray<Expr> indices = names.Select(n => (Expr)new Variable(n)).ToEquatableArray();
        Stmt copy = new Store(_whole!, indices, array.At([.. indices])) { Origin = _origin };
        for (int k = names.Count - 1; k >= 0; k--)
        {
            copy = new For(names[k], new IntConstant(0), array.Sizes[k], [], [copy]);
            _names.LeaveIndex(names[k]);
        }

        _out.Add(copy);
    }
}
