using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generators;

// Distributions that a flow makes of others.
internal sealed partial class BodyReader
{
    /// <summary><c>Flow.Push(source, context)</c>: the source's law, and the flow that its draws go through.</summary>
    private Observe? Pushed(IInvocationOperation push)
    {
        if (Applied(push) is not { } member || LawOf(push.Arguments[0].Value) is not { } source)
        {
            return null;
        }

        if (!FlowLaws.CanBeSource(source.Law) || VectorLength is not { } length)
        {
            _context.Report(Descriptors.Vector, push.Syntax, _calls[0].Name, $"'{source.Law}' cannot be the source of a flow; let it be a NormalVector, or in q a MultivariateNormal.FromMeanAndFactor");
            return null;
        }

        Emit(new Require("FlowCount", length, new Verbatim(member.Name + ".Count", [], Kind.Integer), _calls[0].Name, member.Name));
        string? context = null;
        Expr taken = new Verbatim(member.Name + ".Context", [], Kind.Integer), given = new IntConstant(0);
        if (push.Arguments.Length > 1)
        {
            if (Parts(push.Arguments[1].Value) is not { } parts)
            {
                return null;
            }

            context = _names.Fresh(Namer.Camel(member.Name) + "Context");
            given = parts.Aggregate(given, (sum, p) => Integers.Add(sum, p.Length));
            Emit(new Require("FlowContext", given, taken, _calls[0].Name, member.Name));
            FillAll(context, taken, parts);
        }
        else
        {
            Emit(new Require("FlowContext", given, taken, _calls[0].Name, member.Name));
        }

        return source with { Push = new(member.Name, context, taken, string.Join("; ", push.Arguments.Select(a => SourceText.Of(a.Value.Syntax)))) };
    }
}
