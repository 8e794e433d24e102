using System.Text.RegularExpressions;

namespace ProbDsl.Generators;

/// <summary>Writes the model's graph as it is declared: nodes, laws, plates, parents. Text alone, made when it is asked for.</summary>
internal static class GraphEmitter
{
    /// <summary>A node of the graph in the making.</summary>
    private sealed record Node(string Name, string Role, string Distribution, string Law, IEnumerable<string> Plates, IEnumerable<string> Parents)
    {
        public IEnumerable<string> GuideParents { get; init; } = [];

        public string Guide { get; init; } = "";

        public bool? IsKlClosedForm { get; init; }
    }

    public static string File(ModelSpec spec) => ModelEmitter.InNamespace(spec, writer =>
    {
        writer.Line("/// <summary>The model as it is declared.</summary>");
        writer.Open("internal static class Graph");
        writer.Line("public static ModelGraph Of => new(");
        writer.Line("[");
        foreach (Node node in Nodes(spec))
        {
            string more = string.Join(", ", new[]
            {
                node.Guide.Length == 0 ? "" : "Guide = " + BlockWriter.Quote(node.Guide),
                node.GuideParents.Any() ? "GuideParents = " + Names(node.GuideParents) : "",
                node.IsKlClosedForm is bool closed ? "IsKlClosedForm = " + (closed ? "true" : "false") : "",
            }.Where(m => m.Length > 0));
            writer.Line($"    new({BlockWriter.Quote(node.Name)}, NodeRole.{node.Role}, {BlockWriter.Quote(node.Distribution)}, {BlockWriter.Quote(node.Law)}, {Names(node.Plates)}, {Names(node.Parents)}){(more.Length == 0 ? "" : $" {{ {more} }}")},");
        }

        writer.Line("]);");
        writer.Close();
    });

    /// <summary>The member by which a fit or a training gives its model's graph.</summary>
    public static void Member(SourceWriter writer, ModelSpec spec)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override global::ProbDsl.ModelGraph Graph => global::{ModelEmitter.NamespaceOf(spec)}.Graph.Of;");
    }

    private static IEnumerable<Node> Nodes(ModelSpec spec)
    {
        ModelSpec written = InferNetTranslator.WrittenOf(spec);
        Dictionary<string, bool> ledger = Ledger.Of(spec).ToDictionary(l => l.Latent, l => l.IsClosedForm);
        foreach (ParentSpec parameter in Composer.ParametersOf(written, inGuide: true).Concat(Composer.ParametersOf(written, inGuide: false)).Where(p => p.Network is null))
        {
            yield return new Node(parameter.Name, "Parameter", "", "", parameter.Sizes.Select(s => s.Code), []);
        }

        foreach (string network in NetworkSpec.Members(written))
        {
            yield return new Node(network, "Network", "", "", [], []);
        }

        foreach (VariableSpec v in written.Variables.Where(v => v.Role != Role.Variational && v.Network is null && !v.IsOfGuide))
        {
            var node = new Node(v.Role == Role.Factor ? v.Method : v.Name, RoleOf(v), v.ReturnType, Law(v), Plates(v), Parents(v, written));
            if (v.Role is Role.Prior or Role.Enumerated)
            {
                VariableSpec? q = written.Variables.FirstOrDefault(g => g.Role == Role.Variational && g.Name == v.Name) ?? (v.Role == Role.Enumerated ? StatesOf(written) : null);
                node = node with
                {
                    Guide = q is { Role: Role.Variational } ? Law(q) : "",
                    GuideParents = q is null ? [] : Parents(q, written).Concat(DataOf(q, written)).Distinct(),
                    IsKlClosedForm = ledger.TryGetValue(v.Name, out bool closed) ? closed : null,
                };
            }

            yield return node;
        }
    }

    private static string RoleOf(VariableSpec v) => v.Role switch
    {
        Role.Likelihood => "Data",
        Role.Derived => "Derived",
        Role.Factor => "Factor",
        _ => "Latent",
    };

    // The source's own words; the type that `new` leaves out is put back. A local that is returned after other statements says little without them.
    private static string Law(VariableSpec v)
    {
        IEnumerable<string> words = v.Role is Role.Factor or Role.Derived
            ? v.Body.OfType<Return>().Select(r => r.Origin?.Text ?? "").Where(w => v.Body.Count == 1 || !Regex.IsMatch(w, @"^\w+$"))
            : Density.Observes(v.Body).Select(o => o.Origin?.Text ?? o.Law);
        return string.Join(" or ", words.Distinct().Select(w => Regex.Replace(w, @"(?<!\w)new\(", v.ReturnType + "(")));
    }

    // One size twice is two plates.
    private static IEnumerable<string> Plates(VariableSpec v)
    {
        var seen = new HashSet<string>();
        foreach (IndexSpec index in v.Around.Where(i => v.Given is null || i.Name != v.Given.State.Name))
        {
            yield return seen.Add(index.Size.Code) ? index.Size.Code : $"{index.Size.Code} ({index.Name})";
        }
    }

    // The output of a network stands for the network and what went into it; log q of a discrete latent, by which all is weighted that may depend on its state, for the latent
    // where the law mentions it.
    private static IEnumerable<string> Parents(VariableSpec v, ModelSpec written) => v.Parents.Where(p => p.Kind != ParentKind.Index).SelectMany(p =>
        p.Network is not null ? [p.Network]
        : written.Variables.FirstOrDefault(n => n.Network is not null && n.Name == p.Name) is { } output ? [output.Network!.Member, .. Parents(output, written)]
        : p.Name == StatesOf(written)?.Name ? written.Variables.Where(d => d.Role == Role.Enumerated && Regex.IsMatch(Law(v), $@"\b{d.Name}\b")).Select(d => d.Name)
        : (IEnumerable<string>)[p.Name]).Where(name => name != v.Name).Distinct();

    // log q of the discrete latent that q enumerates.
    private static VariableSpec? StatesOf(ModelSpec written)
        => written.Variables.Select(v => v.Given?.LogProbability).OfType<string>().FirstOrDefault() is { } name ? written.Variables.FirstOrDefault(v => v.Name == name) : null;

    // The observed variables that a network of q is given.
    private static IEnumerable<string> DataOf(VariableSpec q, ModelSpec written)
    {
        string[] rows = [.. q.Parents.Select(p => written.Variables.FirstOrDefault(n => n.Network is not null && n.Name == p.Name)?.Network?.Row).OfType<string>()];
        return written.Variables.Where(v => v.Role == Role.Likelihood && rows.Any(r => r.Contains(v.Name + "["))).Select(v => v.Name);
    }

    private static string Names(IEnumerable<string> names) => $"[{string.Join(", ", names.Select(BlockWriter.Quote))}]";
}
