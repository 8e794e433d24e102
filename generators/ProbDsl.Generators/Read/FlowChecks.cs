namespace ProbDsl.Generators;

/// <summary>What a flow gives is a latent, of rows that have no states.</summary>
internal static class FlowChecks
{
    public static void Run(ReadContext context, List<Declaration> declarations, List<VariableSpec> variables)
    {
        foreach (VariableSpec variable in variables.Where(v => v.ReturnType == FlowLaws.Written.TypeName))
        {
            string? problem = variable.Role == Role.Likelihood ? "what a flow gives is a latent, in a [Prior] or a [Variational] q; of data, write the law given one"
                : variable.Role == Role.Prior && LiftFlows.PushOf(variable) is { } law && EntrywiseLaws.Find(law.Law) is null ? "the source of a prior's flow is a NormalVector; a flow makes the rest"
                : variables.Exists(v => v.State is not null) ? "beside a discrete latent there are no flows; let q of the vector be a NormalVector or a MultivariateNormal"
                : null;
            if (problem is not null)
            {
                context.Report(Descriptors.Vector, GraphChecks.Where(declarations, variable), variable.Method, problem);
            }
        }
    }
}
