using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ProbDsl.Generators;

/// <summary>The user's text on one line, without comments: the same for any layout of the source.</summary>
internal static class SourceText
{
    public static string Of(SyntaxNode node) => Text(new WithoutTrivia().Visit(node)!);

    public static string Text(SyntaxNode node) => node.NormalizeWhitespace(indentation: "", eol: " ").ToString().Trim();

    /// <summary>Short enough for a message.</summary>
    public static string Quote(SyntaxNode node)
    {
        // NormalizeWhitespace writes 'is> 0'.
        string text = Of(node).Replace(" is> ", " is > ").Replace(" is< ", " is < ");
        return text.Length <= 60 ? text : text.Substring(0, 57) + "...";
    }

    private sealed class WithoutTrivia : CSharpSyntaxRewriter
    {
        public override SyntaxTrivia VisitTrivia(SyntaxTrivia trivia) => default;
    }
}
