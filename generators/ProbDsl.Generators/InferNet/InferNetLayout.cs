namespace ProbDsl.Generators;

/// <summary>The names of a whole program and of its data.</summary>
internal sealed class InferNetLayout
{
    private readonly Dictionary<string, InferNetColumns> _priors = [];

    public InferNetLayout(ModelSpec model, InferNetPlan plan)
    {
        Plan = plan;
        Names = new InferNetNames(model);
        Block = plan.Block.Count > 0 ? Names.Of("weights") : null;
        Names.Link(plan);
        foreach (InferNetFactor factor in plan.Factors.Where(f => f.Variable.Role != Role.Prior || !plan.IsInBlock(f.Variable.Name)))
        {
            InferNetColumns? first = Factors.Find(f => f.Factor.Variable == factor.Variable)?.First;
            var columns = new InferNetColumns(plan, factor, Names, first);
            Factors.Add(columns);
            if (factor.Variable.Role == Role.Prior && first is null)
            {
                _priors.Add(factor.Variable.Name, columns);
            }
        }
    }

    public InferNetPlan Plan { get; }

    public InferNetNames Names { get; }

    /// <summary>The conditionals of the program case by case, without those of the block.</summary>
    public List<InferNetColumns> Factors { get; } = [];

    /// <summary>The cases of each conditional.</summary>
    public IEnumerable<IGrouping<InferNetColumns, InferNetColumns>> Conditionals => Factors.GroupBy(f => f.First);

    /// <summary>The vector that holds the block; null where there is none.</summary>
    public string? Block { get; }

    /// <summary>The latent variables of the program.</summary>
    public IEnumerable<string> Variables => (Block is null ? [] : new[] { Block }).Concat(_priors.Values.Select(p => p.Name));

    public InferNetColumns PriorOf(string latent) => _priors[latent];

    /// <summary>The field with the place of a latent in the block.</summary>
    public static string StartOf(string latent) => latent + "_start";

    /// <summary>The field with the number of scalars of a latent.</summary>
    public static string CountOf(string latent) => latent + "_size";
}
