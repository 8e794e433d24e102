namespace ProbDsl;

/// <summary>What a row of data is drawn for; each has random streams of its own.</summary>
internal enum RowDraw
{
    Split,
    Binarisation,
    Glyph,
    Sprite,
}
