using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProbDsl.Generators;

/// <summary>An annotated method before its body is read.</summary>
internal sealed record Declaration(Role Role, IMethodSymbol Method, AttributeData Attribute)
{
    public string Name => DataMembers.VariableName(Method.Name);

    public Location Where => Method.Where();
}

/// <summary>Finds the annotated methods and the quantities they declare.</summary>
internal static class Declarations
{
    private static readonly Role[] s_roles = [Role.Prior, Role.Likelihood, Role.Factor, Role.Derived, Role.Variational];

    public static List<Declaration> Find(ReadContext context)
    {
        List<Declaration> found = [];
        foreach (IMethodSymbol method in context.Type.GetMembers().OfType<IMethodSymbol>())
        {
            List<Declaration> roles = [];
            foreach (Role role in s_roles)
            {
                if (method.Attribute(role.ToString()) is { } attribute)
                {
                    roles.Add(new(role, method, attribute));
                }
            }

            if (roles.Count > 1)
            {
                context.Report(Descriptors.TwoRoles, method.Where(), method.Name, $"[{roles[0].Role}]", $"[{roles[1].Role}]");
            }
            else if (roles.Count == 1 && HasShape(context, method))
            {
                found.Add(roles[0]);
            }
        }

        return found;
    }

    public static void Declare(ReadContext context, List<Declaration> declarations)
    {
        context.Reserved.UnionWith(context.Data.Names);
        Dictionary<string, Declaration> seen = [];
        List<Declaration> repeated = [];
        foreach (Declaration declaration in declarations)
        {
            bool names = declaration.Role is Role.Prior or Role.Derived;
            string key = declaration.Role switch
            {
                Role.Prior or Role.Derived => "p:" + declaration.Name,
                Role.Likelihood => "x:" + ((declaration.Attribute.Named("Of") as string) ?? declaration.Name),
                Role.Variational => "q:" + declaration.Attribute.First(),
                _ => "f:" + declaration.Name,
            };
            if (seen.TryGetValue(key, out Declaration first))
            {
                string name = declaration.Role == Role.Variational ? "q of " + declaration.Attribute.First() : key.Substring(2);
                context.Report(Descriptors.Duplicate, declaration.Where, name, first.Method.Name);
                repeated.Add(declaration);
                continue;
            }

            seen.Add(key, declaration);
            if (names)
            {
                if (context.Data.Find(declaration.Name) is not null)
                {
                    context.Report(Descriptors.Duplicate, declaration.Where, declaration.Name, "data member " + declaration.Name);
                }

                context.Reserved.Add(declaration.Name);
            }
        }

        declarations.RemoveAll(repeated.Contains);

        // Discrete ones by name first: a parameter of type int that has such a name is no index.
        foreach (Declaration declaration in declarations.Where(States.IsDeclared))
        {
            context.Quantities.Add(new(declaration.Name, declaration.Role, declaration.Method, []) { State = States.NamesOf(context, declaration.Name) });
        }

        foreach (Declaration declaration in declarations.Where(States.IsDeclared))
        {
            context.Measure(declaration.Name, IndexReader.Declared(context, declaration));
        }

        foreach (Declaration declaration in declarations.Where(d => d.Role is Role.Prior or Role.Derived && !States.IsDeclared(d)))
        {
            EquatableArray<IndexSpec> indices = WholeArrays.Is(declaration) ? WholeArrays.Unmeasured(context, declaration)
                : Vectors.IsDeclared(declaration) ? Vectors.Unmeasured(context, declaration)
                : IndexReader.Declared(context, declaration);
            context.Quantities.Add(new(declaration.Name, declaration.Role, declaration.Method, indices) { IsVector = Vectors.IsDeclared(declaration) });
        }
    }

    private static bool HasShape(ReadContext context, IMethodSymbol method)
    {
        string? problem = method switch
        {
            { IsGenericMethod: true } => "is generic",
            { IsAsync: true } => "is async",
            { IsAbstract: true } or { IsExtern: true } => "has no body",
            { ReturnsByRef: true } or { ReturnsByRefReadonly: true } => "returns by reference",
            _ => null,
        };
        if (problem is null && method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.Cancellation) is not MethodDeclarationSyntax)
        {
            problem = "is not written in this project";
        }

        if (problem is not null)
        {
            context.Report(Descriptors.MethodShape, method.Where(), method.Name, problem);
        }

        return problem is null;
    }
}
