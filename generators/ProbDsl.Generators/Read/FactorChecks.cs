namespace ProbDsl.Generators;

/// <summary>A normal vector whose factor is not data is q's alone; of p the matrix is data, and factored once.</summary>
internal static class FactorChecks
{
    public static void Run(ReadContext context, List<Declaration> declarations, List<VariableSpec> variables)
    {
        foreach (VariableSpec variable in variables.Where(v => v.ReturnType == FactoredNormal.Written.TypeName))
        {
            if (Density.Observes(variable.Body).FirstOrDefault(o => (o.Law == FactoredNormal.Written.Name) != (variable.Role == Role.Variational)) is { } law)
            {
                context.Report(Descriptors.Vector, GraphChecks.Where(declarations, variable), variable.Method, variable.Role == Role.Variational
                    ? $"as a [Variational] q, '{law.Law}' has parameters that are fitted or come from a network; write MultivariateNormal.FromMeanAndFactor, of one vector of n(n + 3)/2 numbers"
                    : "MultivariateNormal.FromMeanAndFactor is for a [Variational] q; in p the matrix is data, FromCovariance, FromPrecision or FromCholesky");
            }
        }
    }
}
