using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators;

/// <summary>An argument of a returned distribution, as it was written.</summary>
internal sealed record ReturnedArgument(LawParameter Parameter, string Law, Expr Value, Location Where);

/// <summary>
/// A latent that is passed on as it is to a parameter outside whose range it may fall: a draw there makes the density NaN. Only what is certain is
/// reported: the latent itself, on every path of its prior.
/// </summary>
internal static class RangeChecks
{
    public static void Run(ReadContext context, List<VariableSpec> variables)
    {
        foreach (ReturnedArgument argument in context.Returned)
        {
            string? name = argument.Value switch { Variable v => v.Name, Element e => e.Array, _ => null };
            if (variables.Find(v => v.Role == Role.Prior && v.Name == name) is { } latent
                && Remedy(argument.Parameter.Constraint, latent) is var (outside, demand, support, prior, function))
            {
                string text = IrText.Of(argument.Value);
                context.Report(Descriptors.OutsideRange, argument.Where, argument.Parameter.Name, argument.Law.Split('.')[0], demand, text, outside, support, latent.Method, prior, $"{function}({text})");
            }
        }
    }

    private static (string Outside, string Demand, string Support, string Prior, string Function)? Remedy(Constraint constraint, VariableSpec latent) => constraint switch
    {
        Constraint.Positive or Constraint.NonNegative => Outside(latent, upper: null) is { } found ? (found, "positive", "[Support(Lower = 0)]", "HalfNormal", "Math.Exp") : null,
        Constraint.Probability or Constraint.PositiveProbability or Constraint.OpenProbability => Outside(latent, upper: 1) is { } found ? (found, "between 0 and 1", "[Support(Lower = 0, Upper = 1)]", "Beta", "ProbMath.LogisticSigmoid") : null,
        _ => null,
    };

    // The support, where it reaches below 0 or above the upper end on every path.
    private static string? Outside(VariableSpec latent, double? upper)
    {
        List<Transform> supports = [.. Density.Observes(latent.Body).Select(o => Density.TransformAt(latent, o))];
        bool certain = supports.Count > 0 && supports.TrueForAll(s => Supports.Folded(s.Lower) is null or Constant { Value: < 0 }
            || (upper is { } end && (Supports.Folded(s.Upper) is null || (s.Upper is Constant c && c.Value > end))));
        return certain ? Supports.Show(Supports.Folded(supports[0].Lower), Supports.Folded(supports[0].Upper)) : null;
    }
}
