using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProbDsl.Generators;

/// <summary>A field, property or primary-constructor parameter of the model.</summary>
internal sealed record DataMember(string Name, ITypeSymbol Type, ISymbol Symbol);

/// <summary>The model's data, by name.</summary>
internal sealed class DataMembers
{
    private readonly List<DataMember> _members = [];

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

    private static IMethodSymbol? PrimaryConstructor(INamedTypeSymbol type) => type.InstanceConstructors.FirstOrDefault(IsPrimaryConstructor);
}
