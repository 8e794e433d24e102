using System.Globalization;
using System.Text;

namespace ProbDsl.Generators.Tests;

/// <summary>A spec and its IR as text, one statement a line, for goldens of the stage Read.</summary>
internal static class SpecText
{
    public static string Of(ModelSpec model)
    {
        StringBuilder text = new();
        text.Append("namespace ").AppendLine(model.Type.Namespace);
        foreach (string line in model.Type.Usings.Concat(model.Type.Containers).Append(model.Type.Header))
        {
            text.AppendLine(line);
        }

        text.AppendLine($"family {model.Family.Kind} {Number(model.Family.Rank)}");
        foreach (FunctionSpec function in model.Functions)
        {
            text.AppendLine().AppendLine($"function {function.Name}({string.Join(", ", function.Parameters)})");
            Body(text, function.Body, 1);
        }

        foreach (VariableSpec variable in model.Variables)
        {
            text.AppendLine().AppendLine(Head(variable));
            Body(text, variable.Body, 1);
        }

        return text.ToString();
    }

    public static string Of(Expr? expression) => expression switch
    {
        null => "none",
        Constant c => c.Value.ToString("R", CultureInfo.InvariantCulture),
        IntConstant c => "#" + Number(c.Value),
        Variable v => v.Name,
        Element e => $"{e.Array}[{List(e.Indices)}]",
        ArrayRef a => "array " + a.Name,
        Verbatim v => $"`{v.Code}`" + (v.Kind == Kind.Real ? "" : v.Kind == Kind.Integer ? "i" : "b") + (v.Free.Count == 0 ? "" : $"({string.Join(", ", v.Free)})"),
        Apply a => $"{a.Op}({List(a.Args)})",
        Select s => $"({Of(s.Condition)} ? {Of(s.Then)} : {Of(s.Else)})",
        Invoke i => $"{i.Function}({List(i.Args)})",
        _ => expression.ToString()!,
    };

    private static string Head(VariableSpec v)
    {
        StringBuilder text = new($"{v.Role} {v.Method} → {v.Name}");
        text.Append(string.Concat(v.Indices.Select(i => $" [{i.Name} < {i.Size.Code}]")));
        text.Append(string.Concat(v.Parents.Where(p => p.Kind != ParentKind.Index).Select(p =>
            $" {p.Kind} {p.Name}{(p.Rank == 0 ? "" : $"[{string.Join(", ", p.Sizes.Select(s => s.Code))}]")}{(p.Initial == 0 ? "" : " = " + p.Initial.ToString("R", CultureInfo.InvariantCulture))}")));
        text.Append(v.Observed is null ? "" : $" observes {v.ObservedType} {Of(v.Observed)}");
        text.Append(v.Lower is null && v.Upper is null ? "" : $" support ({Of(v.Lower)}, {Of(v.Upper)})");
        text.Append(v.MaySkip ? " may skip" : "");
        return text.ToString();
    }

    public static void Body(StringBuilder text, IEnumerable<Stmt> body, int depth)
    {
        foreach (Stmt statement in body)
        {
            text.Append(' ', 2 * depth);
            switch (statement)
            {
                case Let s:
                    text.AppendLine($"{s.Name} = {Of(s.Value)}{Origin(s)}");
                    break;
                case LetPair s:
                    text.AppendLine($"{s.Name}, {s.Exp} = Log1pExpMinusAbs({Of(s.Argument)}){Origin(s)}");
                    break;
                case For s:
                    text.AppendLine($"for {s.Index} in [{Of(s.Lower)}, {Of(s.Upper)}){(s.Descending ? " downward" : "")}");
                    Carried(text, s, depth);
                    Body(text, s.Body, depth + 1);
                    break;
                case If s:
                    text.AppendLine($"if {Of(s.Condition)}");
                    Body(text, s.Then, depth + 1);
                    text.Append(' ', 2 * depth).AppendLine("else");
                    Body(text, s.Else, depth + 1);
                    text.Append(string.Concat(s.Results.Select(r => $"{new string(' ', 2 * depth)}→ {r.Name} = {Of(r.Then)} | {Of(r.Else)}{Environment.NewLine}")));
                    break;
                case NewArray s:
                    text.AppendLine($"new {s.Name}[{List(s.Lengths)}]{Origin(s)}");
                    break;
                case Store s:
                    text.AppendLine($"{s.Array}[{List(s.Indices)}] := {Of(s.Value)}{Origin(s)}");
                    break;
                case AddTo s:
                    text.AppendLine($"{s.Array}[{List(s.Indices)}] += {Of(s.Value)}{Origin(s)}");
                    break;
                case Accumulate s:
                    text.AppendLine($"{s.Output} += {Of(s.Value)}{Origin(s)}");
                    break;
                case NewSum s:
                    text.AppendLine($"sum {s.Name}");
                    break;
                case Require s:
                    text.AppendLine($"require {s.Condition}({Of(s.Value)}{(s.Bound is null ? "" : ", " + Of(s.Bound))}) for {s.Variable}: {s.What}");
                    break;
                case Observe s:
                    text.AppendLine($"~ {s.Law}({List(s.Args)}){Origin(s)}");
                    break;
                case Return s:
                    text.AppendLine($"return {Of(s.Value)}{Origin(s)}");
                    break;
                default:
                    text.AppendLine(statement.ToString());
                    break;
            }
        }
    }

    private static void Carried(StringBuilder text, For loop, int depth)
    {
        foreach (Carried c in loop.Carried)
        {
            text.Append(' ', (2 * depth) + 4).AppendLine($"carry {c.Name} from {Of(c.Initial)}, next {Of(c.Next)}, result {c.Result}");
        }
    }

    private static string Origin(Stmt statement) => statement.Origin is { } origin ? $"   // {origin.Text}" : "";

    private static string List(IEnumerable<Expr> expressions) => string.Join(", ", expressions.Select(Of));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
