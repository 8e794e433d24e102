namespace ProbDsl.Generators;

/// <summary>A chain of rows that has been summed from its first to its last.</summary>
/// <param name="Latent">Its states.</param>
/// <param name="Plate">Its rows.</param>
/// <param name="InRow">The scope within a row.</param>
/// <param name="Steps">Terms that link a row with the one before.</param>
/// <param name="Local">Terms of one row.</param>
/// <param name="Forward">The table's name.</param>
internal sealed record RowChain(LatentState Latent, IndexSpec Plate, Elimination.Scope InRow, StateTerm[] Steps, StateTerm[] Local, string Forward);
