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
    public static Program ElboOnBatch(ModelSpec model) => OnBatch(model, composer => Elbo(composer, model, "ElboOnBatch", 1, -1));

    /// <summary>
    /// A weighted sum over the rows of a batch, Σₖ aₖ·rₖ − bₖ·klₖ with weights from outside, of what row k adds to E_q[log p(x | z)] and to KL(q ‖ p(z)): the gradient
    /// of every objective that is a function of these terms, with its derivatives by them for weights.
    /// </summary>
    public static Program ObjectiveOnBatch(ModelSpec model)
        => OnBatch(model, composer => Elbo(composer, model, "ObjectiveOnBatch", 1, -1), ["reconstruction_weight", "kl_weight"], isTilted: RowGuide.Obstacle(model) is null);

    /// <summary>The same of log p(x, z) − log q(z; φ) at the draw of each row, with one weight for each.</summary>
    public static Program LogWeightOnBatch(ModelSpec model)
        => OnBatch(model, composer => LogWeight(composer, model) with { Name = "LogWeightOnBatch" }, ["row_weight"]);

    // Weights from outside are those of the reconstruction and of the KL, or one for both.
    private static Program OnBatch(ModelSpec model, Func<Composer, Program> compose, EquatableArray<string> weights = default, bool isTilted = false)
    {
        var composer = new Composer(model, isBatch: true);
        Expr size = model.Variables.First(model.IsSubsampled).Indices[0].Size;
        string scale = composer._names.Unique(RowWeight);
        List<Input> given = [];
        foreach (string name in weights)
        {
            given.Add(new Input(composer._names.Unique(name), Input.Weights, new IntConstant(0), [size], IsActive: false));
        }

        (composer._reconstructionWeight, composer._klWeight) = given.Count == 0 ? (scale, scale) : (given[0].Name, given[given.Count - 1].Name);
        composer._rowWeight = composer._reconstructionWeight;
        composer._tilts = isTilted ? [.. new Guide(model).Declared.Select(q => (q, Tilt(q, "_meanWeight"), Tilt(q, "_logSdWeight")))] : [];
        Program program = compose(composer);
        IEnumerable<Input> inputs = ByRows(program with { Inputs = program.Inputs.Concat(given).ToEquatableArray() }, ((Verbatim)size).Code);
        return program with
        {
            Inputs = inputs.Append(new Input(scale, Input.Batch, new IntConstant(0), [size], IsActive: false)).ToEquatableArray(),
            IsOfRows = NetworkSpec.Members(model).Any(),
        };

        string Tilt(VariableSpec q, string suffix)
        {
            string name = composer._names.Unique(q.Name + suffix);
            given.Add(new Input(name, Input.Weights, new IntConstant(0), Lengths(q), IsActive: false));
            return name;
        }
    }

    /// <summary>
    /// The inputs as a minibatch has them: first those that are whole, one after the other, then the rows of the batch of those that have an entry for each
    /// row, which no other row reads.
    /// </summary>
    private static IEnumerable<Input> ByRows(Program program, string size)
    {
        HashSet<string> own = BatchRows.OwnRowOnly(program.Body);
        bool IsOfRows(Input i) => i.Lengths.Count > 0 && i.Lengths[0] is Verbatim v && v.Code == size && own.Contains(i.Name);
        Dictionary<string, Layout> whole = [], rows = [];
        foreach (string buffer in program.Inputs.Select(i => i.Buffer).Distinct())
        {
            (whole[buffer], rows[buffer]) = (new Layout(buffer), new Layout(buffer));
        }

        foreach (Input input in program.Inputs)
        {
            if (IsOfRows(input))
            {
                rows[input.Buffer].Add(input.Name, input.Lengths.Skip(1).ToEquatableArray(), input.IsActive);
            }
            else
            {
                whole[input.Buffer].Add(input.Name, input.Lengths, input.IsActive);
            }
        }

        Expr OffsetIn(Dictionary<string, Layout> layouts, Input input) => layouts[input.Buffer].Entries.First(e => e.Name == input.Name).Offset;
        return program.Inputs.Select(i => IsOfRows(i)
            ? i with { Offset = OffsetIn(rows, i), RowStart = whole[i.Buffer].Size }
            : i with { Offset = OffsetIn(whole, i) });
    }

    /// <summary>Where the arrays of rows stand in φ and in the noise of the whole plate, in the order in which the programs on minibatches have them.</summary>
    public static IReadOnlyList<(string Buffer, Expr Offset, Expr Width)> RowArrays(ModelSpec model, Program onBatch)
    {
        HashSet<string> ofRows = [.. onBatch.Inputs.Where(i => i.RowStart is not null).Select(i => i.Name)];
        return [.. new Guide(model).Inputs.Where(i => ofRows.Contains(i.Name)).Select(i => (i.Buffer, i.Offset, Layout.Product(i.Lengths.Skip(1).ToEquatableArray())))];
    }

    /// <summary>What each row of the batch adds to a weighted sum of reconstruction and KL, written apart; terms of no row are left out.</summary>
    public static Program OfRows(ModelSpec model, string name, double reconstruction, double kl) => Apart(OnBatch(model, composer => Elbo(composer, model, name, reconstruction, kl)));

    /// <summary>log p(x, z) − log q(z) at the draw, of each row of the batch apart: the logarithm of its importance weight.</summary>
    public static Program LogWeightOfRows(ModelSpec model) => Apart(OnBatch(model, composer =>
    {
        var guide = new Guide(model);
        composer.DeclareStateSums();
        composer.Sample(guide);
        composer.AddKl(guide, -1, KlForm.AtDraw);
        composer.AddLikelihoods();
        composer.AddStateSums();
        return composer.Composed("LogWeightOfRows", guide.Inputs);
    }));

    private static Program Apart(Program program) => program with
    {
        Inputs = program.Inputs.Select(i => i with { IsActive = false }).ToEquatableArray(),
        Body = Walk.WithoutValue(program.Body.Select(s => s is For { IsBatch: true } rows ? ToRows(rows, rows.Index, program.Inputs.First(i => i.Buffer == Input.Batch).Name) : s).ToEquatableArray()),
    };

    // A term of a row has the weight of its row, the first factor, which is dropped: rows are not to stand for others here.
    private static Stmt ToRows(Stmt stmt, string row, string weight) => stmt switch
    {
        Accumulate { Output: Program.Value, Value: Apply { Op: Op.Multiply } product } s when product.Args[0] is Element e && e.Array == weight
            => new AddTo(Program.Values, [new Variable(row)], product.Args[1]) { Origin = s.Origin, Place = s.Place },
        For s => s with { Body = s.Body.Select(b => ToRows(b, row, weight)).ToEquatableArray() },
        If s => s with { Then = s.Then.Select(b => ToRows(b, row, weight)).ToEquatableArray(), Else = s.Else.Select(b => ToRows(b, row, weight)).ToEquatableArray() },
        _ => stmt,
    };

    // Null for a weight of 1.
    private string? _rowWeight = RowWeight;
    private string _reconstructionWeight = RowWeight;
    private string _klWeight = RowWeight;

    private void InBatch(EquatableArray<IndexSpec> loops, IEnumerable<Stmt> statements)
    {
        string row = loops[0].Name;
        Expr weight = _rowWeight is null ? 1.0 : new Element(_rowWeight, [new Variable(row)]);
        EquatableArray<Stmt> block = statements.Select(s => Weighted(s, weight)).ToEquatableArray();
        for (int i = loops.Count - 1; i > 0; i--)
        {
            block = [new For(loops[i].Name, new IntConstant(0), loops[i].Size, [], block)];
        }

        _body.Add(new For(row, new IntConstant(0), loops[0].Size, [], block) { IsBatch = true });
    }

    private static Stmt Weighted(Stmt stmt, Expr weight) => stmt switch
    {
        Accumulate { Output: Program.Value } term => term with { Value = weight * term.Value },
        For loop => loop with { Body = loop.Body.Select(s => Weighted(s, weight)).ToEquatableArray() },
        If branch => branch with { Then = branch.Then.Select(s => Weighted(s, weight)).ToEquatableArray(), Else = branch.Else.Select(s => Weighted(s, weight)).ToEquatableArray() },
        _ => stmt,
    };
}
