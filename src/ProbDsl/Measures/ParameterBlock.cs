namespace ProbDsl;

/// <summary>Parameters that belong together: the means of a latent, the weights of a layer.</summary>
/// <param name="Name">What they are: <c>theta_mean</c>, <c>Decoder.0.weight</c>.</param>
/// <param name="Offset">Position of the first in φ.</param>
/// <param name="Count">How many.</param>
public sealed record ParameterBlock(string Name, int Offset, int Count)
{
    /// <summary>The blocks of a model with networks, an array of weights each where they are those of a network.</summary>
    internal static IReadOnlyList<ParameterBlock> Of(INetworkProgram program)
    {
        var blocks = new List<ParameterBlock>();
        foreach (ParameterBlock block in program.ParameterBlocks)
        {
            if (program.Networks.FirstOrDefault(n => n.Offset == block.Offset && n.Network.WeightCount == block.Count) is not NetworkPlace place)
            {
                blocks.Add(block);
                continue;
            }

            int at = place.Offset;
            foreach (WeightArray array in place.Network.Weights)
            {
                blocks.Add(new ParameterBlock($"{place.Name}.{array.Name}", at, array.Count));
                at += array.Count;
            }
        }

        return blocks;
    }
}
