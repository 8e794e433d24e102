namespace ProbDsl.Generators;

/// <summary>Translates a model into an Infer.NET program, conditional by conditional.</summary>
internal static class InferNetTranslator
{
    /// <summary>The model that is translated: before its discrete latents were summed out, for which Infer.NET has gates, and with its vectors, but with counts as single draws.</summary>
    public static ModelSpec WrittenOf(ModelSpec model) => SingleDraws.Run((model.Unsummed ?? model).Vectors ?? model.Unsummed ?? model);

    /// <summary>The plan of a model.</summary>
    public static InferNetPlan Translate(ModelSpec model)
    {
        model = WrittenOf(model);
        List<InferNetObstacle> obstacles = [];
        List<InferNetFactor> factors = [];
        foreach (ParentSpec parameter in Composer.ParametersOf(model, inGuide: false))
        {
            VariableSpec user = model.Variables.First(v => v.Role != Role.Variational && v.Parents.Any(p => p.Name == parameter.Name && p.Kind == ParentKind.Parameter));
            obstacles.Add(new(user.Method, $"[Parameter] {parameter.Name}", "Infer.NET infers distributions and optimises no parameters"));
        }

        foreach (VariableSpec variable in Ordered(model))
        {
            if (GateChecks.Obstacle(model, variable) is { } obstacle)
            {
                obstacles.Add(obstacle);
                continue;
            }

            foreach (EquatableArray<StateGate> gates in StateGate.CasesOf(GateChecks.LatentsOf(model, variable))!)
            {
                ConditionalReader reader = new(model, variable, gates);
                InferNetFactor? factor = reader.Read();
                if ((factor is null ? reader.Obstacle : GateChecks.Obstacle(factor)) is { } found)
                {
                    obstacles.Add(found);
                    break;
                }

                factors.Add(factor!);
            }
        }

        EquatableArray<VariableSpec> block = VectorBlock.Of(model, factors, obstacles);
        return new(factors.ToEquatableArray(), block, obstacles.ToEquatableArray());
    }

    // Parents first; methods may stand in any order.
    private static IEnumerable<VariableSpec> Ordered(ModelSpec model)
    {
        HashSet<string> placed = [];
        List<VariableSpec> open = [.. model.Variables.Where(v => v.Role == Role.Prior)];
        while (open.Count > 0)
        {
            VariableSpec next = open.First(v => !open.Any(o => o != v && DependsOn(model, v, o.Name)));
            open.Remove(next);
            yield return next;
        }

        foreach (VariableSpec variable in model.Variables.Where(v => v.Role is Role.Likelihood or Role.Factor))
        {
            yield return variable;
        }
    }

    private static bool DependsOn(ModelSpec model, VariableSpec variable, string latent)
        => variable.Parents.Any(p => p.Kind is ParentKind.Latent or ParentKind.State
            && (p.Name == latent || (model.Find(p.Name) is { Role: Role.Derived } derived && DependsOn(model, derived, latent))));
}
