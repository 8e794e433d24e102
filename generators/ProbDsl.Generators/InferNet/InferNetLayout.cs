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
        foreach (InferNetFactor factor in plan.Factors.Where(f => f.Variable.Role != Role.Prior || !plan.IsInBlock(f.Variable.Name)))
        {
            var columns = new InferNetColumns(plan, factor, Names);
            Factors.Add(columns);
            if (factor.Variable.Role == Role.Prior)
            {
                _priors.Add(factor.Variable.Name, columns);
            }
        }
    }

    public InferNetPlan Plan { get; }

    public InferNetNames Names { get; }

    /// <summary>The conditionals of the program, without those of the block.</summary>
    public List<InferNetColumns> Factors { get; } = [];

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
