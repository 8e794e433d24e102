namespace ProbDsl;

/// <summary>One affine coupling: numbers from <paramref name="keptFrom"/> to <paramref name="keptTo"/> say how those from <paramref name="movedFrom"/> to <paramref name="movedTo"/> are stretched and shifted.</summary>
internal sealed class Coupling(int keptFrom, int keptTo, int movedFrom, int movedTo, Network net)
{
    /// <summary>Shifts and then log scales, before they are bounded.</summary>
    public Network Net => net;

    /// <summary>Numbers for each row that the network keeps for its way back.</summary>
    public int Tape { get; } = LayerRun.TapePerRow(net.Layers);

    public int Kept => keptTo - keptFrom;

    public int Moved => movedTo - movedFrom;

    public int KeptFrom => keptFrom;

    public int MovedFrom => movedFrom;

    /// <summary>A coupling whose network is a perceptron that starts at 0.</summary>
    public static Coupling Of(int keptFrom, int keptTo, int movedFrom, int movedTo, int context, int[] hidden, Activation activation)
        => new(keptFrom, keptTo, movedFrom, movedTo, ZeroEnded(new Mlp(keptTo - keptFrom + context, hidden, 2 * (movedTo - movedFrom), activation)));

    private static Network ZeroEnded(Mlp net)
        => new([.. net.Layers.Take(net.Layers.Count - 1), new Dense(net.Layers[^1].Inputs, net.Outputs, WeightStart.Zeros)]);
}
