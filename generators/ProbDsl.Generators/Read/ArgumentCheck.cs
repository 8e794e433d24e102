using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generators;

/// <summary>A constant that a distribution can never accept is an error at compile time.</summary>
internal static class ArgumentCheck
{
    public static void Report(ReadContext context, Law law, IReadOnlyList<Expr> args, IEnumerable<IArgumentOperation> arguments, SyntaxNode where)
    {
        for (int i = 0; i < law.Parameters.Length && i < args.Count; i++)
        {
            LawParameter parameter = law.Parameters[i];
            if (Value(args[i]) is { } value && Violated(parameter.Constraint, value) is { } demand)
            {
                SyntaxNode place = arguments.FirstOrDefault(a => a.Parameter?.Name == parameter.Name)?.Value.Syntax ?? where;
                context.Report(Descriptors.InvalidArgument, place, parameter.Name, law.TypeName, value.ToString("R", CultureInfo.InvariantCulture), demand);
            }
        }

        if (Named("lower") is { } lower && Named("upper") is { } upper && lower >= upper)
        {
            context.Report(Descriptors.InvalidArgument, where, "lower", law.TypeName, lower.ToString("R", CultureInfo.InvariantCulture), $"less than upper, {upper.ToString("R", CultureInfo.InvariantCulture)}");
        }

        double? Named(string name)
        {
            int index = Array.FindIndex(law.Parameters, p => p.Name == name);
            return index >= 0 && index < args.Count ? Value(args[index]) : null;
        }
    }

    private static double? Value(Expr argument) => argument switch
    {
        Constant c => c.Value,
        Apply { Op: Op.Negate } n when n.Args[0] is Constant c => -c.Value,
        _ => null,
    };

    private static string? Violated(Constraint constraint, double value) => constraint switch
    {
        Constraint.Real when !IsFinite(value) && !double.IsInfinity(value) => "a number",
        Constraint.Positive when !(value > 0 && IsFinite(value)) => "positive and finite",
        Constraint.NonNegative when !(value >= 0 && IsFinite(value)) => "at least 0 and finite",
        Constraint.Probability when !(value >= 0 && value <= 1) => "between 0 and 1",
        Constraint.PositiveProbability when !(value > 0 && value <= 1) => "above 0 and at most 1",
        Constraint.OpenProbability when !(value > 0 && value < 1) => "above 0 and below 1",
        Constraint.Count when !(value >= 0 && value == Math.Floor(value) && IsFinite(value)) => "a whole number, at least 0",
        _ => null,
    };

    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);
}
