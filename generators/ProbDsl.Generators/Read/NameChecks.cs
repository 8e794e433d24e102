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
}
