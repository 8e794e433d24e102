using System.Text;

namespace ProbDsl.Generators.Tests;

/// <summary>A program of the compiler as text, for goldens of the passes.</summary>
internal static class ProgramText
{
    public static string Of(Program program)
    {
        StringBuilder text = new();
        text.AppendLine(program.Name);
        foreach (Input input in program.Inputs)
        {
            string shape = input.Lengths.Count == 0 ? "" : $"[{string.Join(", ", input.Lengths.Select(SpecText.Of))}]";
            text.AppendLine($"  input {input.Name}{shape} = {input.Buffer} at {SpecText.Of(input.Offset)}{(input.IsActive ? "" : ", no gradient")}");
        }

        SpecText.Body(text, program.Body, 1);
        return text.ToString();
    }
}
