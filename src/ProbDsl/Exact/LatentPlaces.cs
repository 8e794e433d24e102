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
        var simplices = new List<SimplexPlace>();
        var latents = new List<int>();
        Scalars = new int[quantities.Scalars()];
        Array.Fill(Scalars, -1);
        int at = 0;
        foreach ((string latent, ExactPart part) in route.Parts)
        {
            int quantity = quantities.Select(q => q.Name).ToList().IndexOf(latent), first = quantities.Offset(quantity);
            bool isSimplex = route.Simplices.Contains(latent);
            int length = quantities[quantity].Columns < 0 ? quantities[quantity].Rows : quantities[quantity].Columns;
            for (int row = 0; isSimplex && part == ExactPart.Dirichlet && row < quantities[quantity].Count / length; row++)
            {
                simplices.Add(new SimplexPlace(first + row * length, length, conjugate.Count + row * (length - 1)));
            }

            int numbers = isSimplex ? quantities[quantity].Count / length * (length - 1) : quantities[quantity].Count;
            for (int k = 0; k < numbers; k++, at++)
            {
                latents.Add(isSimplex ? -1 : first + k);
                if (!isSimplex)
                {
                    Scalars[first + k] = moved.Contains(latent) ? -1 : at;
                }

                switch (part)
                {
                    case ExactPart.Gaussian:
                        gaussian.Add(at);
                        break;
                    case ExactPart.Dirichlet:
                        conjugate.Add((at, ExactPart.Beta));
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

        (Gaussian, Conjugate, Numerical, Simplices, Latents) = ([.. gaussian], [.. conjugate], [.. numerical], [.. simplices], [.. latents]);
    }

    public int[] Gaussian { get; }

    public (int Place, ExactPart Part)[] Conjugate { get; }

    public int[] Numerical { get; }

    /// <summary>The vectors with Dirichlet laws.</summary>
    public SimplexPlace[] Simplices { get; }

    /// <summary>For each place in the unconstrained point the scalar whose latent it moves; −1 of a part of a vector that sums to 1.</summary>
    public int[] Latents { get; }

    /// <summary>For each scalar its place in the unconstrained point; −1 of a derived quantity, of an element of a vector that sums to 1, and of a latent that is moved in another coordinate.</summary>
    public int[] Scalars { get; }
}
