using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators;

/// <summary>
/// A model with networks is trained on minibatches of the rows of one plate: everything that is inferred or observed belongs to a row, q says it from the row's data, and
/// no row has parameters of its own.
/// </summary>
internal static class NetworkChecks
{
    /// <summary>Whether the attribute of the model asks for single precision.</summary>
    public static bool IsSingle(ReadContext context) => context.Type.Attribute("ProbabilisticModel")?.First() is 1;

    public static void Run(ReadContext context, List<Declaration> declarations, ModelSpec model)
    {
        HashSet<string> applied = [.. model.Variables.SelectMany(Applied)];
        Members(context, context.Diagnostics.Exists(d => d.IsError) ? null : applied);
        if (model.Variables.FirstOrDefault(v => Applied(v).Any()) is not { } user)
        {
            if (model.IsSingle)
            {
                context.Report(Descriptors.Network, context.Type.Where(), context.Type.Name, "single precision is for networks, and no method applies one; remove Precision.Single");
            }

            foreach (VariableSpec q in model.Variables.Where(v => v.Role == Role.Variational && context.Quantity(v.Name)?.State is not null))
            {
                context.Report(Descriptors.State, GraphChecks.Where(declarations, q), q.Name, $"without networks its states are summed over in the density itself, which is better than any q: remove '{q.Method}'");
            }

            return;
        }

        if (model.Subsampled is null && !model.Variables.SelectMany(v => v.Body).OfType<ApplyNetwork>().Any() && model.Variables.Where(v => Applied(v).Any()).All(v => v.Role == Role.Variational))
        {
            // The weights of q's flows alone are parameters like others, which Fit() finds.
            return;
        }

        if (model.Subsampled is null)
        {
            Report(user, user.Method, "a model with networks is trained on minibatches: mark the plate of its rows, '[Plate(nameof(Rows), Subsample = true)]'");
            return;
        }

        foreach (VariableSpec variable in model.Variables)
        {
            if (Problem(variable, model) is string problem)
            {
                Report(variable, variable.Role == Role.Prior ? variable.Name : variable.Method, problem);
            }
        }

        void Report(VariableSpec variable, string what, string problem)
            => context.Report(Descriptors.Network, GraphChecks.Where(declarations, variable), what, problem);
    }

    private static IEnumerable<string> Applied(VariableSpec variable) => variable.Body.SelectMany(s => s switch
    {
        ApplyNetwork a => [a.Network],
        Observe { Push: PushSpec push } => [push.Flow],
        _ => default(IEnumerable<string>) ?? [],
    });

    // Whether a network is applied is not known where a body could not be read.
    private static void Members(ReadContext context, HashSet<string>? applied)
    {
        foreach (ISymbol member in context.Type.GetMembers().Where(m => m is IPropertySymbol or IFieldSymbol { IsImplicitlyDeclared: false } && m.Attribute("Parameter") is not null))
        {
            ITypeSymbol type = member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;
            string? problem = !Networks.IsNetwork(type) ? "a member that is a [Parameter] is a network; a number is a parameter of the method that reads it, '[Parameter] double slope'"
                : applied?.Contains(member.Name) == false ? $"no method applies it, so nothing would train it: write {member.Name}.Apply(row), or remove it"
                : null;
            if (problem is not null)
            {
                context.Report(Descriptors.Network, member.Where(), member.Name, problem);
            }
        }
    }

    private static string? Problem(VariableSpec variable, ModelSpec model)
    {
        if (variable.Parents.Any(p => p.Kind == ParentKind.Parameter && p.Sizes.Any(s => s.Code == model.Subsampled)))
        {
            return "it has a [Parameter] for each row, and a network takes the place of those";
        }

        return variable.Role switch
        {
            Role.Prior when variable.State is not null && Enumerate.GuideOf(variable, model) is null
                => $"beside networks q of a discrete latent is declared, and the expectation over its states exact: [Variational(nameof({variable.Method}))] {variable.ReturnType} of the row's data",
            Role.Prior when variable.State is not null && model.Variables.First(v => v.State is not null) != variable
                => "it is the second discrete latent; make one latent of the two, with a state for each pair",
            Role.Prior when !model.IsSubsampled(variable) => "it stands outside the subsampled plate, and in a model with networks all latents are of its rows; make it a [Parameter]",
            Role.Prior when !model.Variables.Any(q => q.Role == Role.Variational && q.Name == variable.Name)
                => $"in a model with networks q of each latent is declared: [Variational(nameof({variable.Method}))] of the row's data",
            Role.Factor or Role.Likelihood when !model.IsSubsampled(variable) => "it stands outside the subsampled plate, and what a model with networks reports is of its rows",
            _ => null,
        };
    }
}
