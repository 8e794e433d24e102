using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators;

/// <summary>
/// The plate that is marked to be subsampled, and whether its rows can be left out one by one: given everything outside the plate, the ELBO must
/// be a sum over its rows.
/// </summary>
internal static class SubsampleReader
{
    public static string? Read(ReadContext context, List<Declaration> declarations, List<VariableSpec> variables)
    {
        string? size = null;
        foreach (IParameterSymbol parameter in declarations.SelectMany(d => IndexReader.Of(context, d.Method)))
        {
            if (parameter.Attribute("Plate") is not { } plate || plate.Named("Subsample") is not true || plate.First() is not string marked)
            {
                continue;
            }

            if (size is not null && size != marked)
            {
                context.Report(Descriptors.Subsample, plate.Where(parameter), marked, $"that of size '{size}' is already", "batches are taken from one plate, so mark one");
            }

            size ??= marked;
        }

        if (size is not null && variables.Find(v => v.IsVector && v.Role != Role.Variational && v.ReturnType != FlowLaws.Written.TypeName && !EntrywiseLaws.Has(v.ReturnType) && !MixtureLaws.Has(v.ReturnType)) is { } vector)
        {
            context.Report(Descriptors.Subsample, GraphChecks.Where(declarations, vector), size, $"'{vector.Method}' is vector-valued", "minibatches are of numbers and of vectors with independent elements, so do without Subsample");
        }
        else if (size is not null)
        {
            Check(context, declarations, variables, size);
        }

        return size;
    }

    private static void Check(ReadContext context, List<Declaration> declarations, List<VariableSpec> variables, string size)
    {
        bool IsInPlate(VariableSpec v) => !v.IsWhole && v.Indices.Count > 0 && v.Indices[0].Size.Code == size;
        HashSet<string> rows = [.. variables.Where(v => v.Role is Role.Prior or Role.Derived).Where(IsInPlate).Select(v => v.Name)];
        foreach (VariableSpec variable in variables)
        {
            Location where = GraphChecks.Where(declarations, variable);
            if (variable.Indices.Count > 1 && variable.Indices[1].Size.Code == size)
            {
                context.Report(Descriptors.Subsample, where, size, $"'{variable.Method}' has it as its second index", "make it the first index");
            }
            else if (!IsInPlate(variable) && Dependencies.Of(variable).FirstOrDefault(rows.Contains) is string outside)
            {
                context.Report(Descriptors.Subsample, where, size, $"'{variable.Method}' stands outside it and reads '{outside}', of which a batch has only some rows",
                    $"give '{variable.Method}' the same [Plate], or do without Subsample");
            }
            else if (IsInPlate(variable) && OtherRow(variable, rows) is string other)
            {
                context.Report(Descriptors.Subsample, where, size, $"'{variable.Method}' reads '{other}', which need not be a row of the batch",
                    $"read only the row of its own index '{variable.Indices[0].Name}', or do without Subsample");
            }
        }
    }

    private static string? OtherRow(VariableSpec variable, HashSet<string> rows)
    {
        var row = new Variable(variable.Indices[0].Name);
        IEnumerable<Expr> ends = new[] { variable.Lower, variable.Upper }.OfType<Expr>();
        return Walk.SelfAndDescendants(variable.Body).SelectMany(Walk.Expressions).Concat(ends).SelectMany(Walk.SelfAndDescendants).Select(e => e switch
        {
            Element x when rows.Contains(x.Array) && !x.Indices[0].Equals(row) => $"{x.Array}[{IrText.Of(x.Indices[0])}]",
            ArrayRef x when rows.Contains(x.Name) && !(x.Row.Count > 0 && x.Row[0].Equals(row)) => x.Name,
            _ => null,
        }).FirstOrDefault(text => text is not null);
    }
}
