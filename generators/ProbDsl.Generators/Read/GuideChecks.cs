using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators;

/// <summary>A declared q must be drawn before what depends on it, in one smooth step, and must live where p lives.</summary>
internal static class GuideChecks
{
    public static void Run(ReadContext context, List<Declaration> declarations, List<VariableSpec> variables)
    {
        Dictionary<string, HashSet<string>> p = GraphChecks.Parents(variables);
        Dictionary<string, HashSet<string>> q = [];
        List<VariableSpec> guides = [.. variables.Where(v => v.Role == Role.Variational)];
        foreach (VariableSpec guide in guides)
        {
            q[guide.Name] = [.. guide.Parents.Where(a => a.Kind == ParentKind.Latent).Select(a => a.Name)];
        }

        foreach (VariableSpec guide in guides)
        {
            Location where = GraphChecks.Where(declarations, guide);
            CheckOrder(context, where, guide, p, q);
            if (context.Quantity(guide.Name)?.State is not null)
            {
                continue;
            }

            if (Law(context, where, guide) is { } own && variables.Find(v => v.Role == Role.Prior && v.Name == guide.Name) is { } prior)
            {
                CheckSupport(context, where, own, prior);
            }
        }
    }

    private static void CheckOrder(ReadContext context, Location where, VariableSpec guide, Dictionary<string, HashSet<string>> p, Dictionary<string, HashSet<string>> q)
    {
        foreach (string parent in q[guide.Name])
        {
            string? reason = parent == guide.Name ? "it is the latent itself"
                : context.Quantity(parent)?.Role == Role.Derived ? "it is a derived quantity, and q is drawn before those are computed"
                : GraphChecks.DependsOn(p, parent, guide.Name) ? $"in p, '{parent}' depends on '{guide.Name}'"
                : GraphChecks.DependsOn(q, parent, guide.Name) ? $"q of '{parent}' depends on '{guide.Name}'" : null;
            if (reason is not null)
            {
                context.Report(Descriptors.GuideOrder, where, guide.Name, parent, reason);
                return;
            }
        }
    }

    /// <summary>The one distribution of a q.</summary>
    private static Observe? Law(ReadContext context, Location where, VariableSpec guide)
    {
        if (context.Diagnostics.Exists(d => d.IsError && d.Location == where))
        {
            return null;
        }

        if (guide.Body.Count == 0 || guide.Body[guide.Body.Count - 1] is not Observe law)
        {
            // Nothing at all was reported where it stands.
            if (guide.Body.Count > 0)
            {
                context.Report(Descriptors.GuideBody, where, guide.Name);
            }

            return null;
        }

        if (LawTable.Find(VectorLaws.ElementOf(law.Law)) is { Reparameterise: null } row)
        {
            context.Report(Descriptors.NotReparameterisable, where, row.TypeName, Suggestion(Supports.Of(law).Lower, Supports.Of(law).Upper), guide.Name);
            return null;
        }

        return law;
    }

    private static void CheckSupport(ReadContext context, Location where, Observe q, VariableSpec prior)
    {
        foreach (Observe p in Laws(prior.Body))
        {
            (Expr? lower, Expr? upper) = Supports.Of(p);
            (lower, upper) = (prior.Lower ?? lower, prior.Upper ?? upper);
            (Expr? qLower, Expr? qUpper) = Supports.Of(q);
            if (!Equals(lower, qLower) || !Equals(upper, qUpper))
            {
                context.Report(Descriptors.OutsideSupport, where, prior.Name, q.Law.Split('.')[0], Supports.Show(qLower, qUpper), Supports.Show(lower, upper), Suggestion(lower, upper));
                return;
            }
        }
    }

    private static IEnumerable<Observe> Laws(IEnumerable<Stmt> body) => body.SelectMany(s => s switch
    {
        Observe o => [o],
        If branch => Laws(branch.Then).Concat(Laws(branch.Else)),
        _ => default(IEnumerable<Observe>) ?? [],
    });

    private static string Suggestion(Expr? lower, Expr? upper) => (lower, upper) switch
    {
        (null, null) => "Normal",
        (Constant { Value: 0 }, null) => "LogNormal or Gamma",
        (Constant { Value: 0 }, Constant { Value: 1 }) => "Beta",
        _ => "Uniform with these ends",
    };
}
