namespace ProbDsl.Reports;

/// <summary>A part of a report.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Text">What is to be seen, in a paragraph; may be empty.</param>
/// <param name="Plots">Its plots; may be empty.</param>
public sealed record ReportSection(string Title, string Text, IReadOnlyList<Plot> Plots);
