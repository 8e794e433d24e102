namespace ProbDsl.Generators;

/// <summary>[Centered] and [NonCentered] choose between coordinates: there must be two.</summary>
internal static class CoordinateChecks
{
    public static void Run(ReadContext context, List<Declaration> declarations, ModelSpec model)
    {
        foreach (Declaration declaration in declarations)
        {
            bool isCentred = declaration.Method.Attribute("Centered") is not null, isNonCentred = declaration.Method.Attribute("NonCentered") is not null;
            if (!isCentred && !isNonCentred)
            {
                continue;
            }

            string attribute = isCentred ? "Centered" : "NonCentered";
            VariableSpec? variable = model.Variables.FirstOrDefault(v => v.Role == declaration.Role && v.Method == declaration.Method.Name);
            if (isCentred && isNonCentred)
            {
                context.Report(Descriptors.NoOtherCoordinate, declaration.Method.Where(), attribute, declaration.Name, "it is [NonCentered] too");
            }
            else if (variable is not null && !Recoordinate.IsEligible(variable, model))
            {
                context.Report(Descriptors.NoOtherCoordinate, declaration.Method.Where(), attribute, declaration.Name, Reason(variable, model));
            }
        }
    }

    private static string Reason(VariableSpec variable, ModelSpec model)
        => variable.Role != Role.Prior ? "it is not a latent"
            : model.Variables.Any(v => v.Role == Role.Variational) ? "a q is declared, which says how latents are drawn"
            : variable.Lower is not null || variable.Upper is not null ? "[Support] bounds it"
            : !variable.Parents.Any(p => p.Kind == ParentKind.Latent) ? "its prior does not depend on a latent"
            : "its prior is not one Normal, StudentT, Cauchy, Laplace, Logistic or Gumbel";
}
