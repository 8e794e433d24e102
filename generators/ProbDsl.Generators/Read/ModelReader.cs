using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators;

/// <summary>From an annotated class to its <see cref="ModelSpec"/>: the only stage that sees Roslyn.</summary>
internal static class ModelReader
{
    public static ReadResult Read(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        ReadContext context = new(type, compilation, cancellation);
        ModelSpec? model = Read(context);
        bool clean = !context.Broken && !context.Diagnostics.Exists(d => d.IsError);

        // What C# reports may be the cause of what we would warn of.
        IEnumerable<DiagnosticInfo> said = context.Diagnostics.Where(d => d.IsError || !context.Broken);
        return new(clean ? model : null, said.ToEquatableArray(), context.Sites.ToEquatableArray()) { Methods = context.Methods.ToEquatableArray() };
    }

    private static ModelSpec? Read(ReadContext context)
    {
        TypeSpec? type = TypeReader.Read(context);
        FamilySpec family = FamilyReader.Read(context);
        List<Declaration> declarations = Declarations.Find(context);
        context.Methods.AddRange(declarations.Select(d => new MethodLocation(d.Method.Name, d.Where)));
        if (type is null || context.Diagnostics.Exists(d => d.IsError))
        {
            return null;
        }

        // All names first: a method may name a quantity that is declared below it.
        Declarations.Declare(context, declarations);
        NameChecks.Run(context, declarations);
        if (!declarations.Exists(d => d.Role == Role.Prior || (d.Role != Role.Variational && d.Method.Parameters.Any(p => p.Attribute("Parameter") is not null))))
        {
            context.Report(Descriptors.EmptyModel, context.Type.Where(), context.Type.Name);
        }

        Dictionary<Declaration, VariableSpec> read = [];
        foreach (Declaration declaration in WholeArrays.First(declarations))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (VariableReader.Read(context, declaration) is { } variable)
            {
                read.Add(declaration, variable);
            }
        }

        List<VariableSpec> variables = [.. declarations.Where(read.ContainsKey).Select(d => read[d])];
        RangeChecks.Run(context, variables);
        GraphChecks.Run(context, declarations, variables);
        FactorChecks.Run(context, declarations, variables);
        FlowChecks.Run(context, declarations, variables);
        GuideChecks.Run(context, declarations, variables);
        ModelSpec model = new(type, family, variables.ToEquatableArray(), context.Functions.Specs)
        {
            Subsampled = SubsampleReader.Read(context, declarations, variables),
            IsSingle = NetworkChecks.IsSingle(context),
        };
        CoordinateChecks.Run(context, declarations, model);
        NetworkChecks.Run(context, declarations, model);
        if (ObjectiveReader.Read(context, model) is ObjectiveSpec objective)
        {
            model = model with { Objective = objective, Functions = context.Functions.Specs };
        }

        if (!context.Broken && !context.Diagnostics.Exists(d => d.IsError))
        {
            model = Summed(context, declarations, model);
        }

        if (!context.Broken && !context.Diagnostics.Exists(d => d.IsError))
        {
            context.Report(Descriptors.ExactRoute, context.Type.Where(), context.Type.Name, ExactAnalysis.Run(model).Text);
        }

        return model;
    }

    private static ModelSpec Summed(ReadContext context, List<Declaration> declarations, ModelSpec model)
    {
        try
        {
            return SumOut.Run(Scalarise.Run(Enumerate.Run(LiftFlows.Run(LiftNetworks.Run(model)))));
        }
        catch (NotSummableException problem)
        {
            context.Report(Descriptors.State, GraphChecks.Where(declarations, problem.Variable), problem.Variable.Name, problem.Message);
            return model;
        }
    }
}
