namespace ProbDsl.Generators;

/// <summary>A mixture is a prior, and its components start apart.</summary>
internal static class MixtureChecks
{
    public static void Run(ReadContext context, Declaration declaration, EquatableArray<Stmt> body, EquatableArray<ParentSpec> parents)
    {
        foreach (Observe law in Density.Observes(body))
        {
            if (MixtureLaws.Find(law.Law) is not { } mixture)
            {
                continue;
            }

            if (declaration.Role != Role.Prior)
            {
                context.Report(Descriptors.Vector, declaration.Where, declaration.Method.Name, "a mixture of normals is the prior of a latent vector; of data or as q write a component for each state of a discrete latent");
                return;
            }

            // The rows of a table that went through a network stand for their table.
            if (law.Args[mixture.Centres] is ArrayRef centres
                && (body.OfType<ApplyNetwork>().FirstOrDefault(a => a.Output == centres.Name && a.Rows is not null)?.Input ?? centres.Name) is var table
                && parents.FirstOrDefault(p => p.Kind == ParentKind.Parameter && p.Name == table) is { Spread: 0 } equal)
            {
                context.Report(Descriptors.Vector, declaration.Where, declaration.Name, $"all components of its mixture start equal, and would stay equal: let '{equal.Name}' start apart, '[Parameter(Size = …, Columns = …, Spread = 1)]'");
                return;
            }
        }
    }
}
