using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators;

/// <summary>[Objective]: what networks are trained to maximise, a function of named terms.</summary>
internal static class ObjectiveReader
{
    /// <summary>The terms: batch means in nats per row, and which part of all steps is done.</summary>
    public static readonly IReadOnlyList<string> Terms = ["reconstruction", "kl", "progress"];

    public static ObjectiveSpec? Read(ReadContext context, ModelSpec model)
    {
        List<IMethodSymbol> methods = [.. context.Type.GetMembers().OfType<IMethodSymbol>().Where(m => m.Attribute("Objective") is not null)];
        if (methods.Count == 0)
        {
            return null;
        }

        IMethodSymbol method = methods[0];
        if (Problem(methods, model) is string problem)
        {
            Report(method, problem);
            return null;
        }

        if (new BodyReader(context, method, []).FunctionOf(method) is not string function)
        {
            return null;
        }

        EquatableArray<Stmt> body = context.Functions.Specs.First(f => f.Name == function).Body;
        HashSet<string> read = [.. Walk.SelfAndDescendants(body).SelectMany(Walk.Expressions).SelectMany(Walk.Names)];
        foreach (IParameterSymbol parameter in method.Parameters.Where(p => !read.Contains(p.Name)))
        {
            context.Report(Descriptors.Objective, parameter.Where(), method.Name, $"it does not use its term '{parameter.Name}', so that training would not see it; use it, or remove the parameter");
        }

        return new ObjectiveSpec(function, method.Parameters.Select(p => p.Name).ToEquatableArray());

        void Report(IMethodSymbol at, string what) => context.Report(Descriptors.Objective, at.Where(), at.Name, what);
    }

    private static string? Problem(List<IMethodSymbol> methods, ModelSpec model)
    {
        IMethodSymbol method = methods[0];
        if (methods.Count > 1)
        {
            return $"'{methods[1].Name}' is an objective too, and a model is trained for one; choose another at run time by TrainingOptions.Objective";
        }

        if (!model.Variables.SelectMany(v => v.Body).Any(s => s is ApplyNetwork))
        {
            return "it is for the training of networks, and no method applies one; Fit() maximises the ELBO";
        }

        if (method.ReturnType.SpecialType != SpecialType.System_Double || method.Parameters.Any(p => p.Type.SpecialType != SpecialType.System_Double))
        {
            return "an objective takes and returns real numbers, 'double Objective(double reconstruction, double kl)'";
        }

        return method.Parameters.FirstOrDefault(p => !Terms.Contains(p.Name)) is { } unknown
            ? $"there is no term '{unknown.Name}'; there are {string.Join(", ", Terms)}, in nats per row and, of progress, from 0 to 1"
            : !method.Parameters.Any(p => p.Name is "reconstruction" or "kl") ? "it takes neither 'reconstruction' nor 'kl', so that nothing would be trained" : null;
    }
}
