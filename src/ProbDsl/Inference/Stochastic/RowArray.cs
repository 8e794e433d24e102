namespace ProbDsl;

/// <summary>Part of φ, or of the noise, of a whole subsampled plate: row n has the numbers from Offset + n·Width on. Used by generated code.</summary>
/// <param name="Offset">Where row 0 begins.</param>
/// <param name="Width">How many numbers a row has.</param>
public readonly record struct RowArray(int Offset, int Width);
