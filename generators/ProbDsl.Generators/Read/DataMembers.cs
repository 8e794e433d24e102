using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProbDsl.Generators;

/// <summary>A field, property or primary-constructor parameter of the model.</summary>
internal sealed record DataMember(string Name, ITypeSymbol Type, ISymbol Symbol);

/// <summary>The model's data, by name.</summary>
internal sealed class DataMembers
{
    private readonly List<DataMember> _members = [];
    private readonly Dictionary<string, string> _sizeNames = [];

    public DataMembers(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? t = type; t is { SpecialType: not SpecialType.System_Object }; t = t.BaseType)
        {
            foreach (ISymbol member in t.GetMembers())
            {
                if (member.IsImplicitlyDeclared || !(ReferenceEquals(t, type) || member.DeclaredAccessibility != Accessibility.Private))
                {
                    continue;
                }

                if (member is IPropertySymbol { IsIndexer: false } property)
                {
                    _members.Add(new(property.Name, property.Type, property));
                }
                else if (member is IFieldSymbol field)
                {
                    _members.Add(new(field.Name, field.Type, field));
                }
            }
        }

        foreach (DataMember member in _members)
        {
            if (SizeOf(member.Symbol) is { } size && !_sizeNames.ContainsKey(size))
            {
                _sizeNames.Add(size, member.Name);
            }
        }

        if (PrimaryConstructor(type) is { } constructor)
        {
            foreach (IParameterSymbol parameter in constructor.Parameters)
            {
                if (Find(parameter.Name) is null)
                {
                    _members.Add(new(parameter.Name, parameter.Type, parameter));
                }
            }
        }
    }

    public IEnumerable<string> Names => _members.Select(m => m.Name);

    public DataMember? Find(string name) => _members.Find(m => m.Name == name);

    /// <summary>
    /// The code of a size, by the name that the model itself gives it: with <c>int Schools =&gt; effect.Length</c> both are <c>Schools</c>, so that
    /// loops over one range are seen to be that.
    /// </summary>
    public Verbatim Size(string code, IEnumerable<string> free)
        => new(_sizeNames.TryGetValue(code, out string name) ? name : code, free.ToEquatableArray(), Kind.Integer);

    /// <summary>The member that method <c>Effect</c> observes: <c>effect</c>, <c>Effect</c> or <c>_effect</c>.</summary>
    public DataMember? Observed(string method)
    {
        string lower = VariableName(method);
        return Find(lower) ?? Find(method) ?? Find("_" + lower);
    }

    /// <summary>The variable that a method declares: its name with the first letter in lower case.</summary>
    public static string VariableName(string method) => char.ToLowerInvariant(method[0]) + method.Substring(1);

    public static bool IsPrimaryConstructor(ISymbol? symbol)
        => symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
            && constructor.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is TypeDeclarationSyntax);

    /// <summary>The value of an <c>int</c> member that is written down as a constant; null where it depends on the data.</summary>
    public static int? ConstantOf(ISymbol member, ReadContext context)
    {
        if (member is IFieldSymbol { HasConstantValue: true, ConstantValue: int constant })
        {
            return constant;
        }

        foreach (SyntaxReference reference in member.DeclaringSyntaxReferences)
        {
            ExpressionSyntax? value = reference.GetSyntax(context.Cancellation) switch
            {
                PropertyDeclarationSyntax { ExpressionBody: { } body } => body.Expression,
                PropertyDeclarationSyntax { Initializer: { } initializer } when member is IPropertySymbol { SetMethod: null } => initializer.Value,
                VariableDeclaratorSyntax { Initializer: { } initializer } when member is IFieldSymbol { IsReadOnly: true } => initializer.Value,
                _ => null,
            };
            if (value is not null && context.Semantics(value).GetConstantValue(value, context.Cancellation).Value is int literal)
            {
                return literal;
            }
        }

        return null;
    }

    /// <summary><c>effect.Length</c> where the member is <c>int Schools =&gt; effect.Length</c>.</summary>
    private static string? SizeOf(ISymbol member)
        => member is IPropertySymbol { Type.SpecialType: SpecialType.System_Int32, IsVirtual: false, IsOverride: false }
            && member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is PropertyDeclarationSyntax { ExpressionBody.Expression: var size }
            && size is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax, Name.Identifier.Text: "Length" or "Count" }
                or InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax, Name.Identifier.Text: "GetLength" } }
            ? SourceText.Text(size)
            : null;

    private static IMethodSymbol? PrimaryConstructor(INamedTypeSymbol type) => type.InstanceConstructors.FirstOrDefault(IsPrimaryConstructor);
}
