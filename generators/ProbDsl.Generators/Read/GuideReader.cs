namespace ProbDsl.Generators;

/// <summary>The latent that a [Variational] method covers.</summary>
internal static class GuideReader
{
    public static Quantity? Covered(ReadContext context, Declaration declaration)
    {
        string wanted = declaration.Attribute.First() as string ?? "";
        Quantity? latent = context.Quantities.Find(q => q.Role == Role.Prior && (q.Method.Name == wanted || q.Name == wanted));
        if (latent is null)
        {
            IEnumerable<string> methods = context.Quantities.Where(q => q.Role == Role.Prior).Select(q => q.Method.Name);
            context.Report(Descriptors.UnknownLatent, declaration.Attribute.Where(declaration.Method), wanted, Closest.Hint(wanted, methods), Closest.List(methods));
        }

        else if (latent.IsVector && !VectorLaws.CanBeGuide(declaration.Method.ReturnType.Name))
        {
            context.Report(Descriptors.Vector, declaration.Where, latent.Name, "a [Variational] q of a vector is a NormalVector, or a MultivariateNormal.FromMeanAndFactor; the class's family, such as [FullRank], covers vectors too");
            return null;
        }
        else if (!latent.IsVector && Laws.IsVector(declaration.Method.ReturnType))
        {
            context.Report(Descriptors.Vector, declaration.Where, latent.Name, $"its q is a vector, and it is none: return '{latent.Method.ReturnType.Name}'");
            return null;
        }
        else if (latent.State is not null && declaration.Method.ReturnType.Name != latent.Method.ReturnType.Name)
        {
            context.Report(Descriptors.State, declaration.Where, latent.Name, $"beside networks its q has the same states, '{latent.Method.ReturnType.Name}'; without networks it is summed over and needs none");
            return null;
        }

        return latent;
    }
}
