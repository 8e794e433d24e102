using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generators;

// Elements of latents, and local arrays.
internal sealed partial class BodyReader
{
    /// <summary>Declares a local array that latent code fills. False where the initial value is data to be copied.</summary>
    private bool NewLocalArray(ILocalSymbol local, IOperation initial)
    {
        IOperation value = Stripped(initial);
        bool written = Writes(local);
        switch (value)
        {
            case IArrayCreationOperation { Initializer: null } creation when written || !_data.IsData(value):
                _scope[local] = NewArray(local.Name, [.. creation.DimensionSizes.Select(size => Index(size))], IsWhole(local));
                return true;
            case var _ when (written || !_data.IsData(value)) && Elements(value) is { } elements:
                _scope[local] = Filled(local.Name, elements, IsWhole(local));
                return true;
            default:
                return false;
        }
    }

    private ArrayBinding NewArray(string wanted, EquatableArray<Expr> sizes, bool isWhole = false)
    {
        if (isWhole)
        {
            return new(_whole!, sizes, new LocalArray(wanted, _loops.Count));
        }

        string name = _names.Fresh(wanted);
        Emit(new NewArray(name, sizes));
        return new(name, sizes, new LocalArray(name, _loops.Count));
    }

    /// <summary>The elements of <c>new[] { a, b }</c>, <c>{ a, b }</c> or <c>[a, b]</c>; null for anything else.</summary>
    private static List<IOperation>? Elements(IOperation operation)
    {
        IOperation value = Stripped(operation);
        return value switch
        {
            IArrayCreationOperation { Initializer: { } initializer } => [.. initializer.ElementValues],
            IArrayInitializerOperation initializer => [.. initializer.ElementValues],
            // A collection expression, also the one that stands for the arguments of params: its children are the elements.
            _ when value is not (ILocalReferenceOperation or IParameterReferenceOperation)
                && (value.IsImplicit || value.Syntax.IsKind(SyntaxKind.CollectionExpression))
                && value.ChildOperations.Any()
                && value.ChildOperations.All(c => c.Type?.SpecialType == SpecialType.System_Double) => [.. value.ChildOperations],
            _ => null,
        };
    }

    private ArrayBinding Filled(string wanted, List<IOperation> elements, bool isWhole = false)
    {
        List<IOperation> flat = [.. elements];
        List<Expr> sizes = [new IntConstant(elements.Count)];
        if (elements.Count > 0 && elements[0] is IArrayInitializerOperation row)
        {
            sizes.Add(new IntConstant(row.ElementValues.Length));
            flat = [.. elements.OfType<IArrayInitializerOperation>().SelectMany(r => r.ElementValues)];
        }

        List<Expr> values = [.. flat.Select(Real)];
        ArrayBinding array = NewArray(wanted, sizes.ToEquatableArray(), isWhole);
        for (int i = 0; i < values.Count; i++)
        {
            int columns = flat.Count / elements.Count;
            Expr[] indices = sizes.Count == 1 ? [new IntConstant(i)] : [new IntConstant(i / columns), new IntConstant(i % columns)];
            StoreAt(array, indices.ToEquatableArray(), values[i], null, elements[0].Syntax);
        }

        return array;
    }

    /// <summary>Whether the method writes elements of this local: then it cannot be copied as an expression.</summary>
    private bool Writes(ILocalSymbol local)
    {
        SyntaxNode? body = local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_context.Cancellation).Ancestors().FirstOrDefault(a => a is Microsoft.CodeAnalysis.CSharp.Syntax.BlockSyntax);
        IOperation? operation = body is null ? null : _context.Semantics(body).GetOperation(body, _context.Cancellation);
        return operation?.Descendants().Any(o => o switch
        {
            IAssignmentOperation { Target: IArrayElementReferenceOperation element } => Is(element),
            IIncrementOrDecrementOperation { Target: IArrayElementReferenceOperation element } => Is(element),
            _ => false,
        }) == true;

        bool Is(IArrayElementReferenceOperation element) => SymbolEqualityComparer.Default.Equals(SymbolOf(element.ArrayReference), local);
    }

    private void Write(IArrayElementReferenceOperation element, ArrayBinding array, Expr value, Op? op)
    {
        EquatableArray<Expr> indices = Indices(element, array);
        Expr? added = op switch { Op.Add => value, Op.Subtract => -value, _ => null };
        if (op is not null && added is null)
        {
            _context.Report(Descriptors.ArrayWrite, element.Syntax, $"'{SourceText.Quote(element.Syntax)}' is scaled in place");
            return;
        }

        StoreAt(array, indices, added ?? value, op, element.Syntax);
    }

    private void StoreAt(ArrayBinding array, EquatableArray<Expr> indices, Expr value, Op? op, SyntaxNode where)
    {
        if (array.Local!.Write(Site(array.Local, op is not null, indices)) is { } reason)
        {
            _context.Report(Descriptors.ArrayWrite, where, reason);
        }

        Emit(op is null ? new Store(array.Name, indices, value) : new AddTo(array.Name, indices, value));
    }

    private ArraySite Site(LocalArray array, bool isAdd, EquatableArray<Expr> indices)
        => new(isAdd, indices, [.. _loops.Skip(array.LoopsOutside).Select(l => new OpenLoop(l.Id, l.Index, l.Lower, l.Upper))], [.. _path]);

    private void NoteRead(ArrayBinding array, EquatableArray<Expr> indices, SyntaxNode where)
    {
        if (array.Local?.Read(Site(array.Local, false, indices)) is { } reason)
        {
            _context.Report(Descriptors.ArrayWrite, where, reason);
        }
    }

    private Expr ElementOf(IArrayElementReferenceOperation element)
    {
        ArrayBinding? array = SymbolOf(Stripped(element.ArrayReference)) is { } symbol ? Lookup(symbol) as ArrayBinding
            : Stripped(element.ArrayReference) is IInvocationOperation call && !_data.IsData(call) ? ArrayOf(call)
            : Stripped(element.ArrayReference) is IArrayElementReferenceOperation row ? RowOf(row) : null;
        if (array is null || array.AreRows)
        {
            // A network that cannot be applied was reported where it stands.
            if (!IsPoisoned(element.ArrayReference) && !Networks.IsApplication(Stripped(element.ArrayReference)))
            {
                // data[theta]: the array is data, so it is the index that is not.
                foreach (IOperation index in element.Indices)
                {
                    _ = Index(index);
                }

                if (!_data.IsData(element.ArrayReference))
                {
                    Refuse(element);
                }
            }

            return s_refused;
        }

        EquatableArray<Expr> indices = Indices(element, array);
        NoteRead(array, indices, element.Syntax);
        return array.At([.. indices]);
    }

    /// <summary><c>phi[k]</c> of an array of vectors; null for anything else.</summary>
    private ArrayBinding? RowOf(IArrayElementReferenceOperation element)
    {
        if (SymbolOf(Stripped(element.ArrayReference)) is not { } symbol || Lookup(symbol) is not ArrayBinding { AreRows: true } rows || element.Indices.Length != 1)
        {
            return null;
        }

        EquatableArray<Expr> row = Indices(element, rows);
        return new(rows.Name, [rows.Sizes[1]], null) { Row = row };
    }

    private EquatableArray<Expr> Indices(IArrayElementReferenceOperation element, ArrayBinding array)
    {
        List<Expr> indices = [];
        for (int d = 0; d < element.Indices.Length && d < array.Sizes.Count; d++)
        {
            Expr index = element.Indices[d] is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd
                ? Integers.Subtract(array.Sizes[d], Index(fromEnd.Operand))
                : Index(element.Indices[d]);
            indices.Add(index);
            CheckRange(element.Syntax, array, d, index);
        }

        return indices.ToEquatableArray();
    }

    /// <summary>Reports an index that is outside for sure: a number, or a plate's or loop's whole range moved past an end.</summary>
    private void CheckRange(SyntaxNode where, ArrayBinding array, int dimension, Expr index)
    {
        Expr size = ConstantSize(array.Sizes[dimension]);
        Interval range = Interval.Of(index, [.. _loops.Select(l => new OpenLoop(l.Id, l.Index, l.Lower, ConstantSize(l.Upper)))]);
        bool inside = range.First is IntConstant { Value: >= 0 } && Interval.Before(range.Last, size);
        _unproven += inside ? 0 : 1;
        bool certain = _path.Count == 0 && _guards == 0;
        bool below = Interval.Before(range.First, new IntConstant(0));
        bool above = Interval.Before(Integers.Subtract(size, new IntConstant(1)), range.Last);
        if ((below || above) && (certain || index is IntConstant))
        {
            _context.Report(Descriptors.OutsidePlate, where, SourceText.Quote(where), array.Name, Integers.Text(array.Sizes[dimension]).Text);
        }
    }

    private Expr ConstantSize(Expr size)
        => size is Verbatim { Code: var code, Free.Count: 0 } && _context.Data.Find(code) is { } member && DataMembers.ConstantOf(member.Symbol, _context) is { } value
            ? new IntConstant(value)
            : size;

    /// <summary>A whole array by name; data and array-valued expressions get a local copy where a name is needed.</summary>
    private ArrayBinding? ArrayOf(IOperation operation)
    {
        IOperation value = Stripped(operation);
        if (SymbolOf(value) is { } symbol && Lookup(symbol) is ArrayBinding array)
        {
            return array;
        }

        if (value is IArrayElementReferenceOperation element && RowOf(element) is { } row)
        {
            return row;
        }

        if (!_data.IsData(value) && Elements(value) is { } elements)
        {
            return Filled("values", elements);
        }

        if (Networks.IsApplication(value))
        {
            return NetworkOutput((IInvocationOperation)value);
        }

        if (value is IInvocationOperation call && !_data.IsData(value) && IsHelper(call.TargetMethod))
        {
            ArrayBinding? result = null;
            Inline(call, BodyMode.Array, () => result = _array);
            return result;
        }

        if (value is IInvocationOperation query && IsLinq(query) && !IsPoisoned(query))
        {
            _context.Report(Descriptors.Linq, query.Syntax, SourceText.Quote(query.Syntax));
            return null;
        }

        Refuse(value);
        return null;
    }

    /// <summary>A vector to run over: of latents, or of data.</summary>
    private Vector? VectorOf(IOperation operation)
    {
        IOperation value = Stripped(operation);
        if (_data.IsData(value))
        {
            DataBinding code = _data.Bind(value);
            if (DataShape.Length(code.Type) is not { } length || DataShape.Item(code.Type) is not { } item)
            {
                Refuse(value);
                return null;
            }

            string text = SourceText.Text(DataCode.Operand(code.Code));
            string cast = item.SpecialType == SpecialType.System_Double ? "" : "(double)";
            return new(
                _context.Data.Size(text + "." + length, code.Free),
                index => new Verbatim($"{cast}{text}[{index}]", code.Free.Append(index).ToEquatableArray(), Kind.Real) { Rows = RowSources.Of(value, text, code.Free) });
        }

        if (ArrayOf(value) is not { } array)
        {
            return null;
        }

        if (array.Sizes.Count != 1)
        {
            Refuse(value);
            return null;
        }

        return new(array.Sizes[0], index =>
        {
            NoteRead(array, [new Variable(index)], value.Syntax);
            return array.At(new Variable(index));
        });
    }

    private sealed record Vector(Expr Length, Func<string, Expr> At);
}
