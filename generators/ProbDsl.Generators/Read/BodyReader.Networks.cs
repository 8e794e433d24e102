using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generators;

// Applications of networks.
internal sealed partial class BodyReader
{
    /// <summary>The output of a network at a row of latents or of data.</summary>
    private ArrayBinding? NetworkOutput(IInvocationOperation application)
    {
        string quoted = SourceText.Quote(application.Syntax);
        if (Networks.MemberOf(application) is not { } member)
        {
            _context.Report(Descriptors.Network, application.Syntax, quoted, "a network that is fitted is a property or field of the model marked [Parameter]: '[Parameter] Mlp Decoder => new(…);'");
            return null;
        }

        if (_whole is not null)
        {
            _context.Report(Descriptors.Network, application.Syntax, quoted, "a [Derived] array is made in one go, and the rows that go through a network are those of a plate: return one element of it, 'double', with an index");
            return null;
        }

        if (_path.Count > 0 || _guards > 0 || _loops.Exists(l => !l.IsPlate) || _calls.Count > 1)
        {
            _context.Report(Descriptors.Network, application.Syntax, quoted, "all rows go through a network together, so it is applied in the method itself, outside branches and loops");
            return null;
        }

        if (_loops.Count(l => l.IsPlate) > 1)
        {
            _context.Report(Descriptors.Network, application.Syntax, quoted, "the rows that go through a network are those of one plate, and this method has two");
            return null;
        }

        if (VectorOf(application.Arguments[0].Value) is not { } row)
        {
            return null;
        }

        string name = Namer.Camel(member.Name);
        string input = _names.Fresh(name + "Input"), output = _names.Fresh(name + "Output"), index = _names.EnterIndex("k");
        Expr outputs = new Verbatim(member.Name + ".Outputs", [], Kind.Integer), inputs = new Verbatim(member.Name + ".Inputs", [], Kind.Integer);
        Emit(new Require("NetworkInputs", row.Length, inputs, _calls[0].Name, member.Name));
        Emit(new NewArray(input, [inputs]));
        _loops.Add(new(index, new IntConstant(0), inputs, _loopIds++, Depth: _calls.Count));
        Expr element = row.At(index);
        _loops.RemoveAt(_loops.Count - 1);
        _out.Add(new For(index, new IntConstant(0), inputs, [], [new Store(input, [new Variable(index)], element) { Origin = _origin }]));
        _names.LeaveIndex(index);
        Emit(new NewArray(output, [outputs]));
        Emit(new ApplyNetwork(member.Name, input, output, SourceText.Of(application.Arguments[0].Value.Syntax)));
        return new(output, [outputs], null);
    }
}
