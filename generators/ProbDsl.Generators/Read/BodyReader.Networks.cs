using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generators;

// Applications of networks.
internal sealed partial class BodyReader
{
    /// <summary>The output of a network at a row of latents or of data.</summary>
    private ArrayBinding? NetworkOutput(IInvocationOperation application)
    {
        if (Applied(application) is not { } member)
        {
            return null;
        }

        if (Networks.IsOfTable(application))
        {
            return TableOutput(application, member);
        }

        if (Parts(application.Arguments[0].Value) is not { } parts)
        {
            return null;
        }

        string name = Namer.Camel(member.Name);
        string input = _names.Fresh(name + "Input"), output = _names.Fresh(name + "Output");
        Expr outputs = new Verbatim(member.Name + ".Outputs", [], Kind.Integer), inputs = new Verbatim(member.Name + ".Inputs", [], Kind.Integer);
        Expr numbers = parts.Aggregate((Expr)new IntConstant(0), (sum, p) => Integers.Add(sum, p.Length));
        Emit(new Require("NetworkInputs", numbers, inputs, _calls[0].Name, member.Name));
        FillAll(input, inputs, parts);

        Emit(new NewArray(output, [outputs]));
        Emit(new ApplyNetwork(member.Name, input, output, SourceText.Of(application.Arguments[0].Value.Syntax)));
        return new(output, [outputs], null);
    }

    // The rows of the table go through the network once, whatever the row at hand.
    private ArrayBinding? TableOutput(IInvocationOperation application, ISymbol member)
    {
        if (SymbolOf(Stripped(application.Arguments[0].Value)) is not { } symbol || symbol.Attribute("Parameter") is null || Lookup(symbol) is not ArrayBinding { Sizes.Count: 2 } table)
        {
            _context.Report(Descriptors.Network, application.Syntax, SourceText.Quote(application.Syntax), "the rows that it is applied to once for all are those of a [Parameter] of the method: '[Parameter(Size = …, Columns = …, Spread = 1)] double[,] pseudoInputs'");
            return null;
        }

        string output = _names.Fresh(Namer.Camel(member.Name) + "Output");
        Expr outputs = new Verbatim(member.Name + ".Outputs", [], Kind.Integer);
        Emit(new Require("NetworkInputs", table.Sizes[1], new Verbatim(member.Name + ".Inputs", [], Kind.Integer), _calls[0].Name, member.Name));
        Emit(new NewArray(output, [table.Sizes[0], outputs]));
        Emit(new ApplyNetwork(member.Name, table.Name, output, SourceText.Of(application.Arguments[0].Value.Syntax)) { Rows = table.Sizes[0] });
        return new(output, [table.Sizes[0], outputs], null) { AreRows = true };
    }

    /// <summary>The member of the model that is applied; null where it cannot be here, which is reported.</summary>
    private ISymbol? Applied(IInvocationOperation application)
    {
        string? problem = Networks.MemberOf(application) is null ? "a network that is fitted is a property or field of the model marked [Parameter]: '[Parameter] Mlp Decoder => new(…);'"
            : _whole is not null ? "a [Derived] array is made in one go, and the rows that go through a network are those of a plate: return one element of it, 'double', with an index"
            : _path.Count > 0 || _guards > 0 || _loops.Exists(l => !l.IsPlate) || _calls.Count > 1 ? "all rows go through a network together, so it is applied in the method itself, outside branches and loops"
            : _loops.Count(l => l.IsPlate) > 1 ? "the rows that go through a network are those of one plate, and this method has two"
            : null;
        if (problem is not null)
        {
            _context.Report(Descriptors.Network, application.Syntax, SourceText.Quote(application.Syntax), problem);
            return null;
        }

        return Networks.MemberOf(application);
    }

    // An array of vectors one after the other.
    private void FillAll(string array, Expr length, List<Vector> parts)
    {
        Emit(new NewArray(array, [length]));
        Expr offset = new IntConstant(0);
        for (int i = 0; i < parts.Count; i++)
        {
            Fill(array, offset, parts[i], parts.Count == 1 ? length : parts[i].Length);
            offset = Integers.Add(offset, parts[i].Length);
        }
    }

    /// <summary>A row as vectors one after the other: <c>[.. z[n], .. OneHot(y[n], 10), age[n]]</c>; anything else is one vector. Null where a part cannot be read.</summary>
    private List<Vector>? Parts(IOperation row)
    {
        IOperation collection = Stripped(row);
        if (!collection.Syntax.IsKind(SyntaxKind.CollectionExpression) || !collection.ChildOperations.Any(e => e.Syntax.IsKind(SyntaxKind.SpreadElement)))
        {
            return VectorOf(row) is { } whole ? [whole] : null;
        }

        List<Vector?> parts = [.. collection.ChildOperations.Select(e =>
        {
            if (e.Syntax.IsKind(SyntaxKind.SpreadElement))
            {
                IOperation operand = e.ChildOperations.First();
                return OneHot(Stripped(operand)) ?? VectorOf(operand);
            }

            Expr number = Real(e);
            return new Vector(new IntConstant(1), _ => number);
        })];
        return parts.Contains(null) ? null : [.. parts.OfType<Vector>()];
    }

    // A state or a label as numbers, without an array for each: its length is written there.
    private Vector? OneHot(IOperation operation)
    {
        if (operation is not IInvocationOperation { TargetMethod: { Name: "OneHot" } method, Arguments: [var index, var count] } || !KnownSymbols.IsOurs(method.ContainingType, "ProbMath") || !_data.IsData(operation))
        {
            return null;
        }

        DataBinding code = _data.Bind(index.Value);
        string text = SourceText.Text(DataCode.Operand(code.Code));
        return new(Index(count.Value), k => new Verbatim($"({text} == {k} ? 1.0 : 0.0)", code.Free.Append(k).ToEquatableArray(), Kind.Real));
    }

    private void Fill(string input, Expr offset, Vector part, Expr length)
    {
        string index = _names.EnterIndex("k");
        _loops.Add(new(index, new IntConstant(0), length, _loopIds++, Depth: _calls.Count));
        Expr element = part.At(index);
        _loops.RemoveAt(_loops.Count - 1);
        _out.Add(new For(index, new IntConstant(0), length, [], [new Store(input, [Integers.Add(offset, new Variable(index))], element) { Origin = _origin }]));
        _names.LeaveIndex(index);
    }
}
