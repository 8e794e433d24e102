namespace ProbDsl;

/// <summary>What every verdict asks of a fitted q, begun as soon as q is known, while its correction is still under way.</summary>
/// <param name="Elbo">The ELBO from fresh draws.</param>
/// <param name="Moments">The moments of every scalar.</param>
internal sealed record Ahead(Errand<Estimate> Elbo, Errand<(double Mean, double Sd)[]> Moments)
{
    public static Ahead Of(FittedProgram program, FitOptions options) => new(
        Errand<Estimate>.Send(() => program.Average(ElboPart.Elbo, options.EvaluationDraws, options.Seed)),
        Errand<(double Mean, double Sd)[]>.Send(() => program.Moments(program.SummaryDraws(options), options.Seed)));
}
