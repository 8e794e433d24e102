using System.Text.RegularExpressions;

namespace ProbDsl.Generators;

/// <summary>What the data must satisfy before the first evaluation, as <see cref="Require"/> statements. Conditions on latents are dropped later.</summary>
internal static class DataConditions
{
    private static readonly Regex s_plainRead = new(@"^(\w+)\[(\w+)\]$", RegexOptions.CultureInvariant);

    /// <summary>An array read at a plate's index has the plate's length: one that is longer would be cut off in silence.</summary>
    public static IEnumerable<Stmt> OfPlate(VariableSpec variable)
    {
        var seen = new HashSet<string>();
        IEnumerable<Expr> expressions = Walk.SelfAndDescendants(variable.Body).SelectMany(Walk.Expressions);
        expressions = variable.Observed is null ? expressions : expressions.Append(variable.Observed);
        foreach (Verbatim v in expressions.SelectMany(Walk.SelfAndDescendants).OfType<Verbatim>())
        {
            Match match = s_plainRead.Match(v.Code);
            IndexSpec? index = variable.Indices.FirstOrDefault(i => i.Name == match.Groups[2].Value);
            if (match.Success && index is not null && index.Size.Code != match.Groups[1].Value + ".Length" && seen.Add(v.Code))
            {
                var length = new Verbatim($"global::ProbDsl.DataCheck.LengthOf({match.Groups[1].Value})", [], Kind.Integer);
                yield return new Require("SameLength", length, index.Size, variable.Method, match.Groups[1].Value);
            }
        }
    }

    /// <summary>Every index into an array of latents lies within it.</summary>
    public static IEnumerable<Stmt> OfIndices(VariableSpec variable, ModelSpec model)
    {
        var seen = new HashSet<Expr>();
        foreach (Element e in Walk.SelfAndDescendants(variable.Body.Where(s => s is not For)).SelectMany(Walk.Expressions)
            .SelectMany(Walk.SelfAndDescendants).OfType<Element>())
        {
            if (model.Find(e.Array) is not VariableSpec latent || !seen.Add(e))
            {
                continue;
            }

            for (int k = 0; k < e.Indices.Count; k++)
            {
                bool isOwn = e.Indices[k] is Variable v && variable.Indices.Any(i => i.Name == v.Name && i.Size.Equals(latent.Indices[k].Size));
                bool isKnown = Walk.Names(e.Indices[k]).All(n => variable.Indices.Any(i => i.Name == n));
                if (!isOwn && isKnown)
                {
                    yield return new Require("Index", e.Indices[k], latent.Indices[k].Size, variable.Method, $"{IrText.Of(e.Indices[k])} as an index of {latent.Name}");
                }
            }
        }
    }

    /// <summary>The observed value lies in the law's support, and the law's arguments, where they are data, are valid.</summary>
    public static IEnumerable<Stmt> OfObservation(VariableSpec variable, Observe observe)
    {
        Law law = LawTable.Find(observe.Law)!;
        foreach (Stmt argument in OfArguments(variable, observe))
        {
            yield return argument;
        }

        if (variable.Observed is not Verbatim data || law.TypeName == "Categorical")
        {
            yield break;
        }

        Expr[] args = [.. observe.Args];
        Expr x = Composer.AsReal(data, variable.ObservedType);
        if (law.IsDiscrete)
        {
            yield return new Require("Whole", x, null, variable.Method, data.Code);
        }

        if (law.Lower?.Invoke(args) is Expr lower)
        {
            yield return new Require(law.IsOpen ? "Above" : "AtLeast", x, lower, variable.Method, data.Code);
        }

        if (law.Upper?.Invoke(args) is Expr upper)
        {
            yield return new Require(law.IsOpen ? "Below" : "AtMost", x, upper, variable.Method, data.Code);
        }
    }

    public static IEnumerable<Stmt> OfArguments(VariableSpec variable, Observe observe)
    {
        Transform support = Density.TransformAt(variable, observe);
        if (variable.Role == Role.Prior && support is { Lower: Expr lower, Upper: Expr upper } && (lower, upper) is not (Constant, Constant))
        {
            yield return new Require("Interval", lower, upper, variable.Method, "support");
        }

        Law law = LawTable.Find(observe.Law)!;
        for (int i = 0; i < law.Parameters.Length; i++)
        {
            if (law.Parameters[i].Constraint is not Constraint.Array and var constraint)
            {
                yield return new Require(constraint.ToString(), observe.Args[i], null, variable.Method, $"{law.TypeName}: {law.Parameters[i].Name}");
            }
        }
    }
}
