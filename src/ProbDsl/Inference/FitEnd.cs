namespace ProbDsl;

/// <summary>How a fit ended, in the light of draws that the optimiser never saw.</summary>
internal sealed record FitEnd(FitStatus Status, string Reason, NonFiniteValue? NonFinite)
{
    /// <summary>The optimiser's own account stands where the ELBO is finite. Elsewhere it has met too few draws to notice that it is not.</summary>
    public static FitEnd Of(FitRecord record, FittedProgram program, double elbo)
    {
        if (double.IsFinite(elbo) || record.Status == FitStatus.NotFinite)
        {
            return new FitEnd(record.Status, record.Reason, record.NonFinite);
        }

        NonFiniteValue? found = program.LocateNonFinite(record.Options.EvaluationDraws, record.Options.Seed);
        string where = found is null ? "" : $" {found}.";
        return new FitEnd(
            record.Status == FitStatus.Converged ? FitStatus.NotFinite : record.Status, $"{record.Reason} Fresh draws give an ELBO that is not finite.{where}", found);
    }
}
