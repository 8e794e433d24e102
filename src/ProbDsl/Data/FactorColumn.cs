namespace ProbDsl;

/// <summary>A known factor of variation: one number for each image, such as the angle at which it was drawn.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Values">One for each image; kept, not copied.</param>
public sealed record FactorColumn(string Name, double[] Values);
