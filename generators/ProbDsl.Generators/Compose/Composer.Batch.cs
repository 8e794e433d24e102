namespace ProbDsl.Generators;

// Programs on a minibatch of the subsampled plate.
internal sealed partial class Composer
{
    private const string RowWeight = "row_weight";

    /// <summary>
    /// The ELBO Σₙ wₙ·fₙ + g, where fₙ is what row n of the subsampled plate adds to it. With wₙ = N/B for the B rows of a batch and 0 for the
    /// others, each row in the batch with probability B/N, its expectation is the ELBO, and that of its gradient the gradient.
    /// </summary>
    /// <remarks>
    /// The passes see a loop over all rows with a weight that varies from row to row. So nothing that a row adds, not even what depends on data
    /// alone, can be summed beforehand as if the row were always there. <see cref="BatchScale"/> then puts the one number in its place.
    /// </remarks>
    public static Program ElboOnBatch(ModelSpec model)
    {
        var composer = new Composer(model, isBatch: true);
        VariableSpec plate = model.Variables.First(model.IsSubsampled);
        string weight = composer._names.Unique(RowWeight);
        composer._rowWeight = weight;
        Program elbo = Elbo(composer, model, "ElboOnBatch", 1, -1);
        return elbo with { Inputs = elbo.Inputs.Append(new Input(weight, Input.Batch, new IntConstant(0), [plate.Indices[0].Size], IsActive: false)).ToEquatableArray() };
    }

    private string _rowWeight = RowWeight;

    private void InBatch(VariableSpec variable, IEnumerable<Stmt> statements)
    {
        string row = variable.Indices[0].Name;
        Expr weight = new Element(_rowWeight, [new Variable(row)]);
        EquatableArray<Stmt> block = statements.Select(s => Weighted(s, weight)).ToEquatableArray();
        if (variable.Indices.Count == 2)
        {
            block = [new For(variable.Indices[1].Name, new IntConstant(0), variable.Indices[1].Size, [], block)];
        }

        _body.Add(new For(row, new IntConstant(0), variable.Indices[0].Size, [], block) { IsBatch = true });
    }

    private static Stmt Weighted(Stmt stmt, Expr weight) => stmt switch
    {
        Accumulate { Output: Program.Value } term => term with { Value = weight * term.Value },
        For loop => loop with { Body = loop.Body.Select(s => Weighted(s, weight)).ToEquatableArray() },
        If branch => branch with { Then = branch.Then.Select(s => Weighted(s, weight)).ToEquatableArray(), Else = branch.Else.Select(s => Weighted(s, weight)).ToEquatableArray() },
        _ => stmt,
    };
}
