namespace ProbDsl;

/// <summary>Where the numbers of each kind stand in the unconstrained point, and where each scalar quantity comes from.</summary>
internal sealed class LatentPlaces
{
    /// <param name="quantities">The model's quantities.</param>
    /// <param name="route">The way.</param>
    /// <param name="moved">Latents that the program moves in other coordinates.</param>
    public LatentPlaces(IReadOnlyList<QuantityInfo> quantities, ExactRoute route, IReadOnlyList<string> moved)
    {
        var gaussian = new List<int>();
        var conjugate = new List<(int, ExactPart)>();
        var numerical = new List<int>();
        Scalars = new int[quantities.Scalars()];
        Array.Fill(Scalars, -1);
        int at = 0;
        foreach ((string latent, ExactPart part) in route.Parts)
        {
            int quantity = quantities.Select(q => q.Name).ToList().IndexOf(latent), first = quantities.Offset(quantity);
            for (int k = 0; k < quantities[quantity].Count; k++, at++)
            {
                Scalars[first + k] = moved.Contains(latent) ? -1 : at;
                switch (part)
                {
                    case ExactPart.Gaussian:
                        gaussian.Add(at);
                        break;
                    case ExactPart.Quadrature:
                        numerical.Add(at);
                        break;
                    default:
                        conjugate.Add((at, part));
                        break;
                }
            }
        }

        (Gaussian, Conjugate, Numerical) = ([.. gaussian], [.. conjugate], [.. numerical]);
    }

    public int[] Gaussian { get; }

    public (int Place, ExactPart Part)[] Conjugate { get; }

    public int[] Numerical { get; }

    /// <summary>For each scalar its place in the unconstrained point; −1 of a derived quantity, and of a latent that is moved in another coordinate.</summary>
    public int[] Scalars { get; }
}
