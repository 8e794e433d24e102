using System.Text;
using System.Text.RegularExpressions;

namespace ProbDsl.Generators;

/// <summary>Hands out names that are unique in one program. Temporaries are named for what they are: <c>mu_over_tau</c>, <c>exp_eta</c>.</summary>
internal sealed class Namer
{
    private const int LongestName = 28;

    private static readonly HashSet<string> s_reserved =
    [
        "T", "data", "u", "phi", "noise", "workspace", "value", "gradient", "values", "mark", "logJoint", "logPrior", "logLikelihood", "elbo", "logWeight",
        "reconstruction", "kl", "result", "Functions", "Sites", "NonFinite", "Scalar", "ScalarSpan", "Math", "Span", "ReadOnlySpan",
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default",
        "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto",
        "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out",
        "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc",
        "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using",
        "virtual", "void", "volatile", "while",
    ];

    private readonly HashSet<string> _taken = [];

    /// <summary>Whether generated code uses the name for something of its own.</summary>
    public static bool IsReserved(string name) => s_reserved.Contains(name);

    public void Reserve(string name) => _taken.Add(name);

    /// <summary>The hint itself when it is free, else the hint with the first free number.</summary>
    public string Unique(string hint)
    {
        string stem = Sanitise(hint);
        string name = stem;
        for (int i = 2; s_reserved.Contains(name) || !_taken.Add(name); i++)
        {
            name = stem + "_" + i;
        }

        return name;
    }

    /// <summary>A name without the numbers that made it unique in earlier passes.</summary>
    public static string Stem(string name) => s_number.Replace(name, "");

    private static readonly Regex s_number = new(@"(?<=[^_])(_\d+)+$", RegexOptions.CultureInvariant);

    /// <summary>What a value would be called by a person who reads it aloud.</summary>
    public static string Describe(Expr expr) => expr switch
    {
        Apply { Op: Op.Add } a => Join(a, "plus", "sum"),
        Apply { Op: Op.Subtract } a => Join(a, "minus", "difference"),
        Apply { Op: Op.Multiply, Args: [var x, var y] } when x.Equals(y) => Short(Part(x) + "_squared", "square"),
        Apply { Op: Op.Multiply, Args: [Constant, var y] } => Short("scaled_" + Part(y), "scaled"),
        Apply { Op: Op.Multiply } a => Join(a, "times", "product"),
        Apply { Op: Op.Divide, Args: [Constant { Value: 1 }, var y] } => Short("inv_" + Part(y), "inverse"),
        Apply { Op: Op.Divide } a => Join(a, "over", "ratio"),
        Apply { Op: Op.Negate } a => Short("minus_" + Part(a.Args[0]), "negative"),
        Apply { Op: Op.ToReal, Args: [var x] } => Short("real_" + Part(x), "real"),
        Apply a => Short(Camel(a.Op.ToString()) + string.Concat(a.Args.Select(x => "_" + Part(x))), Camel(a.Op.ToString())),
        Element e => Short(e.Array + string.Concat(e.Indices.Select(x => "_" + Part(x))), e.Array + "_element"),
        Select => "chosen",
        Invoke i => Camel(i.Function),
        Verbatim v => Short(Sanitise(s_type.Replace(v.Code, "")), "datum"),
        _ => "value",
    };

    // A cast, or the type in double.IsNaN.
    private static readonly Regex s_type = new(@"^(\(\w+\)|double\.|int\.|bool\.)", RegexOptions.CultureInvariant);

    /// <summary>Letters, digits and single underscores, never starting with a digit.</summary>
    public static string Sanitise(string text)
    {
        var name = new StringBuilder();
        foreach (char c in text)
        {
            if (char.IsLetterOrDigit(c) || (c == '_' && name.Length == 0))
            {
                name.Append(c);
            }
            else if (name.Length > 0 && name[name.Length - 1] != '_')
            {
                name.Append('_');
            }
        }

        string result = name.ToString();
        result = result.Length > 1 ? result.TrimEnd('_') : result;
        return result.Length == 0 ? "value" : char.IsDigit(result[0]) ? "_" + result : result;
    }

    public static string Camel(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);

    public static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);

    private static string Join(Apply a, string word, string otherwise) => Short(Part(a.Args[0]) + "_" + word + "_" + Part(a.Args[1]), otherwise);

    private static string Part(Expr expr) => expr switch
    {
        Variable v => v.Name,
        IntConstant c => Number(c.Value),
        Constant { Value: 0.5 } => "half",
        Constant c when c.Value == Math.Floor(c.Value) && Math.Abs(c.Value) < 1000 => Number((int)c.Value),
        Constant => "constant",
        _ => Describe(expr),
    };

    private static string Number(int value) => value switch
    {
        < 0 => "minus_" + Number(-value),
        < 4 => s_digits[value],
        _ => value.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private static readonly string[] s_digits = ["zero", "one", "two", "three"];

    private static string Short(string name, string otherwise) => name.Length <= LongestName ? name : otherwise;
}
