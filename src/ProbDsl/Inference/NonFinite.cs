using System.Globalization;

namespace ProbDsl;

/// <summary>Texts for a located value that is not finite. Used by generated code.</summary>
public static class NonFinite
{
    /// <summary>A variable with its indices: <c>effect[3]</c>.</summary>
    public static string Name(string variable, params ReadOnlySpan<int> indices)
    {
        if (indices.IsEmpty)
        {
            return variable;
        }

        string[] texts = new string[indices.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = indices[i].ToString(CultureInfo.InvariantCulture);
        }

        return $"{variable}[{string.Join(", ", texts)}]";
    }

    /// <summary>Operands with their values: <c>tau = 0, mu = 1.5</c>.</summary>
    public static string Operands(params ReadOnlySpan<(string Name, double Value)> operands)
    {
        string[] texts = new string[operands.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = string.Create(CultureInfo.InvariantCulture, $"{operands[i].Name} = {operands[i].Value}");
        }

        return string.Join(", ", texts);
    }
}
