namespace ProbDsl;

/// <summary>One affine coupling: numbers from <paramref name="keptFrom"/> to <paramref name="keptTo"/> say how those from <paramref name="movedFrom"/> to <paramref name="movedTo"/> are stretched and shifted.</summary>
internal sealed class Coupling(int keptFrom, int keptTo, int movedFrom, int movedTo, int context, int[] hidden, Activation activation)
{
    /// <summary>Shifts and then log scales, before they are bounded.</summary>
    public Network Net { get; } = ZeroEnded(new Mlp(keptTo - keptFrom + context, hidden, 2 * (movedTo - movedFrom), activation));

    public int Kept => keptTo - keptFrom;

    public int Moved => movedTo - movedFrom;

    public int KeptFrom => keptFrom;

    public int MovedFrom => movedFrom;

    private static Network ZeroEnded(Mlp net)
        => new([.. net.Layers.Take(net.Layers.Count - 1), new Dense(net.Layers[^1].Inputs, net.Outputs, WeightStart.Zeros)]);
}
