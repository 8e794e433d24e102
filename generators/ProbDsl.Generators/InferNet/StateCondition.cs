using System.Globalization;
using System.Text.RegularExpressions;

namespace ProbDsl.Generators;

/// <summary>Decides conditions of data code on the states of one case: <c>zState == 1 &amp;&amp; !(rainState == 1)</c>.</summary>
/// <param name="gates">The case.</param>
internal sealed class StateCondition(EquatableArray<StateGate> gates)
{
    private static readonly Regex s_token = new(@"[\p{L}_]\w*|\d+|==|!=|&&|\|\||\S", RegexOptions.CultureInvariant);

    private string[] _tokens = [];
    private int _next;

    /// <summary>Whether the condition holds in this case; null where it asks for more than the states.</summary>
    public bool? Decide(Expr condition) => condition switch
    {
        Verbatim v => Read(v.Code),
        Apply { Op: Op.Not, Args: [var x] } => !Decide(x),
        Apply { Op: Op.And, Args: [var x, var y] } => Decide(x) & Decide(y),
        Apply { Op: Op.Or, Args: [var x, var y] } => Decide(x) | Decide(y),
        _ => null,
    };

    private bool? Read(string code)
    {
        _tokens = [.. s_token.Matches(code).Cast<Match>().Select(m => m.Value)];
        _next = 0;
        int? value = Or();
        return _next == _tokens.Length && value is { } known ? known != 0 : null;
    }

    private int? Or()
    {
        int? value = And();
        while (Take("||"))
        {
            int? right = And();
            value = value is null || right is null ? null : value | right;
        }

        return value;
    }

    private int? And()
    {
        int? value = Equality();
        while (Take("&&"))
        {
            int? right = Equality();
            value = value is null || right is null ? null : value & right;
        }

        return value;
    }

    private int? Equality()
    {
        int? value = Operand();
        while (_next < _tokens.Length && _tokens[_next] is "==" or "!=" or "is")
        {
            bool isEqual = _tokens[_next++] != "!=";
            int? right = Operand();
            value = value is null || right is null ? null : (value == right) == isEqual ? 1 : 0;
        }

        return value;
    }

    // Numbers and truth values are both numbers here; C# has seen to it that they are not mixed.
    private int? Operand()
    {
        if (Take("!"))
        {
            return 1 - Operand();
        }

        if (Take("("))
        {
            int? inner = Or();
            return Take(")") ? inner : null;
        }

        if (_next == _tokens.Length)
        {
            return null;
        }

        string token = _tokens[_next++];
        return token switch
        {
            "true" => 1,
            "false" => 0,
            _ => int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : gates.FirstOrDefault(g => g.State == token)?.Value,
        };
    }

    private bool Take(string token)
    {
        if (_next == _tokens.Length || _tokens[_next] != token)
        {
            return false;
        }

        _next++;
        return true;
    }
}
