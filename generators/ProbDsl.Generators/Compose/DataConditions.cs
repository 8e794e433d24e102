namespace ProbDsl.Generators;

/// <summary>What the data must satisfy before the first evaluation, as <see cref="Require"/> statements. Conditions on latents are dropped later.</summary>
internal static class DataConditions
{
    /// <summary>The observed value lies in the law's support, and the law's arguments, where they are data, are valid.</summary>
    /// <param name="variable">The observed variable.</param>
    /// <param name="observe">One of the laws that its body ends in.</param>
    /// <param name="lengthOf">The length of an array that the law refers to.</param>
    public static IEnumerable<Stmt> OfObservation(VariableSpec variable, Observe observe, Func<ArrayRef, Expr> lengthOf)
    {
        Law law = LawTable.Find(observe.Law)!;
        foreach (Stmt argument in OfArguments(variable, observe))
        {
            yield return argument;
        }

        if (variable.Observed is not Verbatim data)
        {
            yield break;
        }

        Expr[] args = [.. observe.Args];
        if (law.Upper is null && args.OfType<ArrayRef>().FirstOrDefault() is ArrayRef categories)
        {
            yield return new Require("Category", data with { Kind = Kind.Integer }, lengthOf(categories), variable.Method, data.Code);
            yield break;
        }

        Expr x = Composer.AsReal(data, variable.ObservedType);
        if (EntrywiseLaws.DemandOf(variable.ReturnType) is string demand)
        {
            yield return new Require(demand, x, law.Upper?.Invoke(args), variable.Method, data.Code);
            yield break;
        }

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
