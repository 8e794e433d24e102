namespace ProbDsl;

/// <summary>Room for the copies that products and convolutions make, one of each for each thread, kept from call to call.</summary>
internal static class Scratch<TNumber>
{
    [ThreadStatic]
    private static TNumber[]? s_panel;

    [ThreadStatic]
    private static TNumber[]? s_rows;

    [ThreadStatic]
    private static TNumber[]? s_tile;

    [ThreadStatic]
    private static TNumber[]? s_patches;

    public static TNumber[] Panel(int count) => AtLeast(ref s_panel, count);

    public static TNumber[] Rows(int count) => AtLeast(ref s_rows, count);

    public static TNumber[] Tile(int count) => AtLeast(ref s_tile, count);

    public static TNumber[] Patches(int count) => AtLeast(ref s_patches, count);

    private static TNumber[] AtLeast(ref TNumber[]? kept, int count)
        => kept is not null && kept.Length >= count ? kept : kept = GC.AllocateUninitializedArray<TNumber>(count);
}
