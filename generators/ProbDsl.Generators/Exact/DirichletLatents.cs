namespace ProbDsl.Generators;

/// <summary>The latent vectors whose density given all others is Dirichlet, whatever the data.</summary>
/// <remarks>
/// Such a latent is read as a whole, as the probabilities of what is observed, Categorical or Multinomial; each log likelihood is then a sum of counts times the
/// logarithms of its elements. What its concentration depends on is in no closed form, being an argument of betas. In its parts (<see cref="StickBreaking"/>) that is a sum with one term for each, and every part is a beta variable.
/// </remarks>
internal static class DirichletLatents
{
    /// <summary>Whether a latent is.</summary>
    /// <param name="name">The user's name for it.</param>
    /// <param name="spec">The model with its vectors.</param>
    public static bool IsConjugate(string name, ModelSpec spec)
    {
        HashSet<string> read = [.. spec.Variables.Where(v => v.Role is Role.Prior or Role.Likelihood or Role.Factor).SelectMany(Dependencies.Of)];
        return spec.Variables.Where(v => Dependencies.Of(v).Contains(name)).All(v => v.Role == Role.Derived ? !read.Contains(v.Name) : IsObserved(v, name));
    }

    private static bool IsObserved(VariableSpec variable, string name)
    {
        if (variable.Role != Role.Likelihood || variable.Parents.Any(p => p.Kind == ParentKind.State))
        {
            return false;
        }

        int mentions = Walk.SelfAndDescendants(variable.Body).SelectMany(Walk.Expressions).SelectMany(Walk.Arrays).Count(a => a == name);
        int probabilities = Density.Observes(variable.Body).Count(o => o.Law is "Categorical.FromProbabilities" or "Multinomial.FromProbabilities"
            && o.Args[o.Args.Count - 1] is ArrayRef a && a.Name == name);
        return mentions == probabilities;
    }
}
