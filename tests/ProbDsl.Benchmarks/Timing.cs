namespace ProbDsl.Benchmarks;

/// <summary>Median nanoseconds of one call.</summary>
/// <param name="Model">The benchmark class without its suffix.</param>
/// <param name="Method">The benchmark method.</param>
/// <param name="Nanoseconds">The median.</param>
internal readonly record struct Timing(string Model, string Method, double Nanoseconds);
