namespace ProbDsl.Generators;

// Mean and log sd of q row by row, for objectives that see all rows of a batch together.
internal sealed partial class Composer
{
    private IReadOnlyList<(VariableSpec Q, string MeanWeight, string LogSdWeight)> _tilts = [];

    /// <summary>For each row of a batch the means of all latents, then the logarithms of their standard deviations.</summary>
    public static Program GuideOfRows(ModelSpec model)
    {
        Program program = OnBatch(model, composer =>
        {
            var guide = new Guide(model);
            Expr width = guide.Declared.Select(RowGuide.Width).Aggregate((Expr)new IntConstant(0), Integers.Add), offset = new IntConstant(0);
            foreach (VariableSpec q in guide.Declared)
            {
                Expr first = offset;
                composer.ForEachNormal(q, (mean, logSd, place) =>
                {
                    Expr row = Integers.Multiply(new Variable(q.Indices[0].Name), Integers.Multiply(new IntConstant(2), width)), at = Integers.Add(Integers.Add(row, first), place);
                    return [new Store(Program.Values, [at], mean), new Store(Program.Values, [Integers.Add(Integers.Add(Integers.Add(row, width), first), place)], logSd)];
                });
                offset = Integers.Add(offset, RowGuide.Width(q));
            }

            return composer.Composed("GuideOfRows", guide.Inputs);
        });
        return program with { Inputs = program.Inputs.Select(i => i with { IsActive = false }).ToEquatableArray() };
    }

    /// <summary>
    /// Σ aₙᵢ·mₙᵢ + bₙᵢ·log sₙᵢ with numbers from outside: where these are the derivatives of something that all rows of the batch make together by mean and log sd of each,
    /// the gradient is that of it.
    /// </summary>
    private void AddTilts()
    {
        foreach ((VariableSpec q, string meanWeight, string logSdWeight) in _tilts)
        {
            _rowWeight = null;
            ForEachNormal(q, (mean, logSd, _) => [Add(At(meanWeight, q) * mean, null), Add(At(logSdWeight, q) * logSd, null)]);
        }
    }

    private void ForEachNormal(VariableSpec q, Func<Expr, Expr, Expr, IEnumerable<Stmt>> statements)
    {
        AddNetworksFor(q);
        Expr place = q.Indices.Count == 1 ? new IntConstant(0) : q.Indices.Skip(2).Aggregate((Expr)new Variable(q.Indices[1].Name), (at, i) => Integers.Add(Integers.Multiply(at, i.Size), new Variable(i.Name)));
        AroundBody(q, Density.Replace(BodyOf(q), o => statements(o.Args[0], ElementaryRules.Of(Op.Log, o.Args[1]), place)));
    }
}
