using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProbDsl.Generators;

/// <summary>Where the generated partial class has to stand: namespace, containing types, using directives.</summary>
internal static class TypeReader
{
    public static TypeSpec? Read(ReadContext context)
    {
        INamedTypeSymbol type = context.Type;
        List<TypeDeclarationSyntax> parts = Parts(type);
        if (parts.Count == 0)
        {
            context.Broken = true;
            return null;
        }

        Check(context, parts);
        List<string> containers = [];
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            TypeDeclarationSyntax? part = Parts(outer).FirstOrDefault();
            if (part is null || !part.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                context.Report(Descriptors.ContainerNotPartial, outer.Where(), outer.Name, type.Name);
                return null;
            }

            containers.Insert(0, Header(part));
        }

        string space = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString();
        return new(space, containers.ToEquatableArray(), Header(parts[0]), type.Name, Usings(context, parts), Prefix(type));
    }

    private static List<TypeDeclarationSyntax> Parts(INamedTypeSymbol type)
        => [.. type.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<TypeDeclarationSyntax>()];

    private static void Check(ReadContext context, List<TypeDeclarationSyntax> parts)
    {
        INamedTypeSymbol type = context.Type;
        if (type.IsStatic || type.IsAbstract)
        {
            context.Report(Descriptors.StaticModel, parts[0].Identifier.GetLocation(), type.Name, type.IsStatic ? "static" : "abstract");
        }

        if (!parts.TrueForAll(p => p.Modifiers.Any(SyntaxKind.PartialKeyword)))
        {
            context.Report(Descriptors.NotPartial, parts[0].Identifier.GetLocation(), type.Name);
        }
    }

    private static string Header(TypeDeclarationSyntax part)
    {
        string keyword = part is RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: not 0 } record
            ? "record " + record.ClassOrStructKeyword.ValueText
            : part.Keyword.ValueText;
        return "partial " + keyword + " " + part.Identifier.Text + (part.TypeParameterList is { } parameters ? SourceText.Of(parameters) : "");
    }

    /// <summary>Written with full names, so that they mean the same at the top of another file.</summary>
    private static EquatableArray<string> Usings(ReadContext context, List<TypeDeclarationSyntax> parts)
    {
        List<string> usings = [];
        foreach (TypeDeclarationSyntax part in parts)
        {
            IEnumerable<UsingDirectiveSyntax> directives = part.Ancestors().Reverse().SelectMany(a => a switch
            {
                CompilationUnitSyntax unit => unit.Usings,
                BaseNamespaceDeclarationSyntax space => space.Usings,
                _ => default(IEnumerable<UsingDirectiveSyntax>) ?? [],
            });
            foreach (UsingDirectiveSyntax directive in directives.Where(d => d.GlobalKeyword.RawKind == 0))
            {
                string text = Full(context, directive);
                if (!usings.Contains(text))
                {
                    usings.Add(text);
                }
            }
        }

        return usings.ToEquatableArray();
    }

    private static string Full(ReadContext context, UsingDirectiveSyntax directive)
    {
        ISymbol? target = context.Semantics(directive).GetSymbolInfo(directive.NamespaceOrType, context.Cancellation).Symbol;
        string name = target is INamespaceOrTypeSymbol { } symbol and not IErrorTypeSymbol
            ? symbol.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)
            : SourceText.Of(directive.NamespaceOrType);
        if (target is INamespaceSymbol && !name.StartsWith("global::", StringComparison.Ordinal))
        {
            name = "global::" + name;
        }

        string isStatic = directive.StaticKeyword.RawKind == 0 ? "" : "static ";
        string isUnsafe = directive.UnsafeKeyword.RawKind == 0 ? "" : "unsafe ";
        string alias = directive.Alias is { } a ? a.Name.Identifier.Text + " = " : "";
        return "using " + isStatic + isUnsafe + alias + name + ";";
    }

    /// <summary>Unique in the compilation: the full metadata name, with the backtick of a generic type made fit for a file.</summary>
    private static string Prefix(INamedTypeSymbol type)
    {
        string name = type.MetadataName.Replace('`', '_');
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            name = outer.MetadataName.Replace('`', '_') + "." + name;
        }

        return type.ContainingNamespace.IsGlobalNamespace ? name : type.ContainingNamespace.ToDisplayString() + "." + name;
    }
}
