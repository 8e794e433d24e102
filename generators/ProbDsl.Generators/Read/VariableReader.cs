using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generators;

/// <summary>One annotated method → <see cref="VariableSpec"/>.</summary>
internal static class VariableReader
{
    public static VariableSpec? Read(ReadContext context, Declaration declaration)
    {
        IMethodSymbol method = declaration.Method;
        if (!CheckReturnType(context, declaration))
        {
            return null;
        }

        Observation? observation = null;
        string name = declaration.Name;
        EquatableArray<IndexSpec> indices;
        if (declaration.Role == Role.Likelihood)
        {
            observation = ObservationReader.Find(context, declaration);
            if (observation is null)
            {
                return null;
            }

            name = observation.Data.Name;
            indices = observation.Indices;
        }
        else if (declaration.Role == Role.Variational)
        {
            if (GuideReader.Covered(context, declaration) is not { } latent)
            {
                return null;
            }

            if (IndexReader.Covered(context, declaration, latent) is not { } covered)
            {
                return null;
            }

            name = latent.Name;
            indices = covered;
        }
        else
        {
            indices = context.Quantities.Find(q => SymbolEqualityComparer.Default.Equals(q.Method, method))?.Indices ?? IndexReader.Declared(context, declaration);
        }

        if (indices.Count > 2)
        {
            return null;
        }

        // Names of this method's parameters and indices are taken before any local.
        IEnumerable<string> reserved = method.Parameters.Where(p => p.Attribute("Parameter") is not null).Select(p => p.Name).Concat(indices.Select(i => i.Name));
        int site = context.Site(method.Where());
        BodyReader body = new(context, method, reserved);
        bool isVector = declaration.Role is Role.Prior or Role.Likelihood or Role.Variational && Laws.IsVector(Laws.Bare(method.ReturnType));
        EquatableArray<IndexSpec> plates = isVector ? indices.Take(indices.Count - 1).ToEquatableArray() : indices;
        EquatableArray<ParentSpec> parents = ParameterReader.Read(context, declaration, plates, body);
        if (Body(context, method) is not { } operation)
        {
            return null;
        }

        EquatableArray<Stmt> statements;
        if (WholeArrays.Is(declaration))
        {
            (statements, ArrayBinding? array) = body.Whole(operation, name);
            if (array is null)
            {
                return null;
            }

            indices = WholeArrays.Measured(indices, array);
            context.Measure(name, indices);
        }
        else
        {
            statements = declaration.Role is Role.Factor or Role.Derived ? body.Value(operation) : body.Distribution(operation);
        }

        if (isVector)
        {
            if (declaration.Role == Role.Variational && body.VectorLength is { } own)
            {
                // As long as the latent that it covers.
                int at = System.Array.FindIndex([.. statements], s => s is Require { Condition: "MeanAndFactor" }) + 1;
                statements = [.. statements.Take(at), new Require("SameLengths", own, Scalarise.EntryOf(indices).Size, method.Name, "it and its prior"), .. statements.Skip(at)];
            }
            else if (Vectors.Measured(context, declaration, indices, body.VectorLength) is { } measured)
            {
                indices = measured;
                if (declaration.Role == Role.Prior)
                {
                    context.Measure(name, indices);
                }
            }
            else
            {
                return null;
            }
        }

        MixtureChecks.Run(context, declaration, statements, parents);
        (Expr? lower, Expr? upper) = declaration.Role == Role.Prior ? SupportReader.Read(context, declaration, indices) : (null, null);
        return new(declaration.Role, method.Name, name, indices, parents, statements, observation?.Code, lower, upper)
        {
            MaySkip = declaration.Role == Role.Likelihood && Laws.IsNullable(method.ReturnType),
            IsWhole = WholeArrays.Is(declaration),
            IsVector = isVector,
            Coordinate = method.Attribute("Centered") is not null ? Coordinate.Centred : method.Attribute("NonCentered") is not null ? Coordinate.NonCentred : Coordinate.Chosen,
            Site = site,
            State = declaration.Role == Role.Prior ? context.Quantity(name)?.State : null,
            ReturnType = declaration.Role is Role.Factor or Role.Derived ? "" : Laws.Bare(method.ReturnType).Name,
            ObservedType = observation?.Type ?? "",
        };
    }

    public static IOperation? Body(ReadContext context, IMethodSymbol method)
    {
        SyntaxNode syntax = method.DeclaringSyntaxReferences[0].GetSyntax(context.Cancellation);
        IOperation? operation = context.Semantics(syntax).GetOperation(syntax, context.Cancellation);
        if (operation is null || operation.Descendants().Any(o => o is IInvalidOperation) || syntax.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error))
        {
            context.Broken = true;
            foreach (IInvalidOperation invalid in (operation?.Descendants() ?? []).OfType<IInvalidOperation>())
            {
                BodyReader.Suggest(context, invalid);
            }

            return null;
        }

        return operation;
    }

    private static bool CheckReturnType(ReadContext context, Declaration declaration)
    {
        IMethodSymbol method = declaration.Method;
        ITypeSymbol type = method.ReturnType;
        if (type.TypeKind == TypeKind.Error)
        {
            context.Broken = true;
            return false;
        }

        string? wanted = null;
        if (WholeArrays.Is(declaration))
        {
            wanted = IndexReader.Of(context, method).Any() ? "with an index a [Derived] returns 'double', one element per call; without an index, the whole array" : null;
        }
        else if (declaration.Role == Role.Derived)
        {
            wanted = type.SpecialType == SpecialType.System_Double ? null : "a [Derived] returns 'double', one element per call of its [Plate] index, or a whole 'double[]' or 'double[,]'";
        }
        else if (declaration.Role == Role.Factor)
        {
            wanted = type.SpecialType == SpecialType.System_Double ? null : "a [Factor] returns 'double', a log density";
        }
        else if (!Laws.IsDistribution(Laws.Bare(type)))
        {
            wanted = "a density returns a distribution of ProbDsl: " + string.Join(", ", Laws.Names);
        }
        else if (declaration.Role != Role.Likelihood && Laws.IsNullable(type))
        {
            wanted = $"only a [Likelihood] may skip a row, so return '{Laws.Bare(type).Name}'";
        }
        else if (declaration.Role == Role.Variational && Laws.IsVector(type) && !VectorLaws.CanBeGuide(type.Name))
        {
            context.Report(Descriptors.Vector, declaration.Where, method.Name, "a [Variational] q is of numbers; the class's family, such as [FullRank], covers vectors");
            return false;
        }
        else if (declaration.Role != Role.Likelihood && Laws.IsDiscrete(Laws.Bare(type)) && !States.IsDeclared(declaration) && !(declaration.Role == Role.Variational && States.IsStateLaw(type)))
        {
            context.Report(Descriptors.DiscretePrior, declaration.Where, declaration.Name, type.Name);
            return false;
        }

        if (wanted is not null)
        {
            context.Report(Descriptors.WrongReturnType, declaration.Where, method.Name, type.ToDisplayString(), wanted);
        }

        return wanted is null;
    }
}
