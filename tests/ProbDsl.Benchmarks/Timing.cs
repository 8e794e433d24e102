namespace ProbDsl.Benchmarks;

/// <summary>Nanoseconds of one call.</summary>
/// <param name="Model">The benchmark class without its suffix.</param>
/// <param name="Method">The benchmark method.</param>
/// <param name="Nanoseconds">Of the full run the median, of the short run the best.</param>
internal readonly record struct Timing(string Model, string Method, double Nanoseconds);
