namespace ProbDsl;

/// <summary>A factor of variation that is known of each row, as measures of disentanglement see it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Values">A number for each row.</param>
/// <param name="IsCategorical">Whether the numbers are names without order or distance, such as shapes.</param>
public sealed record KnownFactor(string Name, double[] Values, bool IsCategorical = false);
