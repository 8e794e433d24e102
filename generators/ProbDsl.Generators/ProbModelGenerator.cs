using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProbDsl.Generators;

/// <summary>Reads each [ProbabilisticModel] class into a spec, and emits its densities, ELBO and fit from the spec alone.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ProbModelGenerator : IIncrementalGenerator
{
    private const string InferNetType = "Microsoft.ML.Probabilistic.Models.Variable";

    private const string Attribute = "ProbDsl.ProbabilisticModelAttribute";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // 1. Symbols in; a spec that compares by value, diagnostics and sites out.
        IncrementalValuesProvider<ReadResult> read = context.SyntaxProvider
            .ForAttributeWithMetadataName(Attribute, static (node, _) => node is TypeDeclarationSyntax, static (attributed, cancellation) => Read(attributed, cancellation))
            .WithTrackingName(TrackingNames.Read);

        // 2. Source depends on the spec only: moving or commenting code emits nothing anew.
        IncrementalValuesProvider<ModelSpec> models = read
            .Where(static result => result.Model is not null)
            .Select(static (result, _) => result.Model!)
            .WithTrackingName(TrackingNames.Model);
        context.RegisterSourceOutput(models, static (output, model) => Emit(output, model));

        // 3. Where the project references Infer.NET, the same model as a program of its.
        IncrementalValueProvider<bool> hasInferNet = context.CompilationProvider
            .Select(static (compilation, _) => compilation.GetTypeByMetadataName(InferNetType) is not null);
        context.RegisterSourceOutput(models.Combine(hasInferNet).Where(static pair => pair.Right).Select(static (pair, _) => pair.Left), static (output, model) => EmitInferNet(output, model));

        IncrementalValuesProvider<DiagnosticInfo> obstacles = read.Combine(hasInferNet)
            .SelectMany(static (pair, _) => pair.Right && pair.Left.Model is { } model ? Obstacles(model, pair.Left.Methods) : [])
            .WithTrackingName(TrackingNames.Obstacles);
        context.RegisterSourceOutput(obstacles, static (output, diagnostic) => output.ReportDiagnostic(diagnostic.ToDiagnostic()));

        // 4. Line numbers for located errors stand in a file of their own.
        IncrementalValuesProvider<ModelSites> sites = read
            .Where(static result => result.Model is not null)
            .Select(static (result, _) => new ModelSites(ModelEmitter.NamespaceOf(result.Model!), result.Model!.Type.FilePrefix, result.Sites))
            .WithTrackingName(TrackingNames.Sites);
        context.RegisterSourceOutput(sites, static (output, s) => output.AddSource(s.FilePrefix + ".Sites.g.cs", SitesEmitter.File(s.Namespace, s.Sites)));

        // 5. Diagnostics keep their real locations, so that #pragma and .editorconfig apply.
        IncrementalValuesProvider<DiagnosticInfo> diagnostics = read
            .SelectMany(static (result, _) => result.Diagnostics)
            .WithTrackingName(TrackingNames.Diagnostics);
        context.RegisterSourceOutput(diagnostics, static (output, diagnostic) => output.ReportDiagnostic(diagnostic.ToDiagnostic()));
    }

    private sealed record ModelSites(string Namespace, string FilePrefix, EquatableArray<SiteLocation> Sites);

    private static ReadResult Read(GeneratorAttributeSyntaxContext attributed, CancellationToken cancellation)
    {
        try
        {
            return ModelReader.Read((INamedTypeSymbol)attributed.TargetSymbol, attributed.SemanticModel.Compilation, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new ReadResult(null, [Internal(attributed.TargetSymbol.Name, failure, attributed.TargetNode.GetLocation())], []);
        }
    }

    private static void Emit(SourceProductionContext output, ModelSpec model) => Guarded(output, model, static model => ModelEmitter.Emit(model));

    private static void EmitInferNet(SourceProductionContext output, ModelSpec model)
        => Guarded(output, model, static model => [(model.Type.FilePrefix + ".InferNet.g.cs", InferNetEmitter.File(model))]);

    private static void Guarded(SourceProductionContext output, ModelSpec model, Func<ModelSpec, IReadOnlyList<(string HintName, string Text)>> emit)
    {
        try
        {
            foreach ((string hintName, string text) in emit(model))
            {
                output.AddSource(hintName, text);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            output.ReportDiagnostic(Internal(model.Type.Name, failure, Location.None).ToDiagnostic());
        }
    }

    // What fails here fails in the program's output too, which reports it.
    private static IEnumerable<DiagnosticInfo> Obstacles(ModelSpec model, EquatableArray<MethodLocation> methods)
    {
        try
        {
            return InferNetTranslator.Translate(model).Obstacles
                .Select(o => new DiagnosticInfo(Descriptors.NoCounterpart, methods.First(m => m.Method == o.Method).Where, [o.What, o.Method, o.Because]));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return [];
        }
    }

    private static DiagnosticInfo Internal(string model, Exception failure, Location location)
        => new(Descriptors.Internal, location, [model, failure.GetType().Name + ": " + failure.Message]);
}
