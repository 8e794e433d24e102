using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ProbDsl.Generators;

/// <summary>Names that cannot stand beside what is generated.</summary>
internal static class NameChecks
{
    private static readonly string[] s_generated =
    [
        "Dimension", "ParameterCount", "NoiseCount", "LogJoint", "LogPrior", "LogLikelihood", "Elbo", "Reconstruction", "Kl", "KlLedger", "Fit", "Exact", "ExactRoute", "Reference",
        "Draw", "Observation", "Observe", "SimulatePrior", "Calibrate", "ModelData", "PrepareModelData", "ReadDraw", "_modelData", "s_modelData",
        "InferNet", "PrepareInferNet", "Train", "Load",
    ];

    /// <summary>Members that stand beside the networks' own: those of the result of training, and those of the data of a model with networks.</summary>
    public static IReadOnlyList<string> BesideNetworks { get; } =
    [
        "Parameters", "Status", "Reason", "Epochs", "ModelName", "Graph", "Save", "Evaluate", "Gap", "Gradients", "Encode", "Decompose", "NetworkOf", "FlowOf", "NumberOf", "ArrayOf", "MatrixOf", "ToString", "Equals", "GetHashCode", "GetType", "MemberwiseClone", "Finalize", "ReferenceEquals",
        "Networks", "Arrays", "Quantities", "ParameterBlocks", "GuideParameterCount", "RowParameters", "RowNoise",
    ];

    public static void Run(ReadContext context, List<Declaration> declarations)
    {
        string[] types = ["Posterior", "Exact", "Reference", "InferNet", "Training"];
        foreach (string name in s_generated.Concat(types.Select(t => context.Type.Name + t)))
        {
            if (context.Type.GetMembers(name).FirstOrDefault(m => !m.IsImplicitlyDeclared) is ISymbol member)
            {
                context.Report(Descriptors.NameTaken, member.Where(), name, "a member of this name is generated", "choose another name");
            }
        }

        CheckNetworks(context);
        foreach (Declaration declaration in declarations.Where(d => d.Role is not (Role.Factor or Role.Variational)))
        {
            string name = declaration.Role == Role.Likelihood && declaration.Attribute.Named("Of") is string observed ? observed : declaration.Name;
            if (SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None)
            {
                context.Report(Descriptors.NameTaken, declaration.Where, name, "it is a keyword of C#", "choose another name");
            }
            else if (declaration.Role != Role.Likelihood && name == declaration.Method.Name)
            {
                context.Report(
                    Descriptors.NameTaken, declaration.Where, name, "the method and the variable would have one name", "begin the method's name with an upper-case letter");
            }
        }
    }

    // A network is a property of what training gives, under its own name, and its weights are a parameter that is named after it.
    private static void CheckNetworks(ReadContext context)
    {
        Dictionary<string, string> weights = context.Type.GetMembers().OfType<IMethodSymbol>().SelectMany(m => m.Parameters).GroupBy(p => p.Name).ToDictionary(g => g.Key, g => $"is the parameter '{g.Key}'");
        foreach (ISymbol network in context.Type.GetMembers().Where(Networks.IsMember))
        {
            string name = NetworkSpec.WeightsOf(network.Name).Name;
            string? reason = BesideNetworks.Contains(network.Name) ? "a member of this name is generated beside the trained networks"
                : weights.TryGetValue(name, out string other) ? $"its weights would be called {name}, as {other}" : null;
            if (reason is not null)
            {
                context.Report(Descriptors.NameTaken, network.Where(), network.Name, reason, "choose another name");
            }

            weights[name] = $"are those of '{network.Name}'";
        }

        HashSet<string> networks = [.. context.Type.GetMembers().Where(Networks.IsMember).Select(m => m.Name)];
        IParameterSymbol[] learned = networks.Count == 0 ? [] : [.. context.Type.GetMembers().OfType<IMethodSymbol>().SelectMany(m => m.Parameters).Where(p => p.Attribute("Parameter") is not null)];
        foreach (IParameterSymbol parameter in learned.Where(p => BesideNetworks.Contains(Namer.Pascal(p.Name)) || networks.Contains(Namer.Pascal(p.Name))))
        {
            context.Report(Descriptors.NameTaken, parameter.Where(), parameter.Name, $"a member {Namer.Pascal(parameter.Name)} is generated beside the trained networks", "choose another name");
        }
    }
}
