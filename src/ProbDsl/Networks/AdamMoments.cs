namespace ProbDsl;

/// <summary>Parameters and what Adam remembers of their gradients.</summary>
internal abstract class AdamMoments<TNumber>(int count)
    where TNumber : unmanaged
{
    public TNumber[] Parameters { get; } = new TNumber[count];

    /// <summary>The running mean of the gradient.</summary>
    public TNumber[] Mean { get; } = new TNumber[count];

    /// <summary>The running mean of its square.</summary>
    public TNumber[] Square { get; } = new TNumber[count];

    /// <summary>Steps done.</summary>
    public long Step { get; set; }

    /// <summary>Forgets all steps.</summary>
    public void Reset()
    {
        Array.Clear(Mean);
        Array.Clear(Square);
        Step = 0;
    }
}
