namespace ProbDsl.Generators;

/// <summary>How a value depends on some latents, as a polynomial: through terms of first degree, through products of two, or in any other way.</summary>
internal sealed class Dependence
{
    public static readonly Dependence None = new([], [], []);

    private Dependence(HashSet<string> linear, List<(HashSet<string> X, HashSet<string> Y)> products, HashSet<string> other)
        => (Linear, Products, Other) = (linear, products, other);

    /// <summary>The latents of first-degree terms.</summary>
    public HashSet<string> Linear { get; }

    /// <summary>The latents of either factor of each product of two first-degree terms.</summary>
    public List<(HashSet<string> X, HashSet<string> Y)> Products { get; }

    /// <summary>The latents that enter in any other way.</summary>
    public HashSet<string> Other { get; }

    public bool IsNone => Linear.Count == 0 && Products.Count == 0 && Other.Count == 0;

    public static Dependence On(string latent) => new([latent], [], []);

    /// <summary>A sum, or a choice by data.</summary>
    public static Dependence Sum(Dependence x, Dependence y)
    {
        if (x.IsNone || y.IsNone)
        {
            return x.IsNone ? y : x;
        }

        var products = new List<(HashSet<string> X, HashSet<string> Y)>(x.Products);
        products.AddRange(y.Products.Where(p => !products.Any(q => q.X.SetEquals(p.X) && q.Y.SetEquals(p.Y))));
        return new([.. x.Linear, .. y.Linear], products, [.. x.Other, .. y.Other]);
    }

    public static Dependence Product(Dependence x, Dependence y)
    {
        if (x.IsNone || y.IsNone)
        {
            return x.IsNone ? y : x;
        }

        bool isQuadratic = x.Products.Count == 0 && y.Products.Count == 0 && x.Other.Count == 0 && y.Other.Count == 0;

        // A constant beside a first-degree term makes first-degree terms of the other factor.
        return isQuadratic ? new([.. x.Linear, .. y.Linear], [(x.Linear, y.Linear)], []) : Any([x, y]);
    }

    /// <summary>Of a function that is no polynomial.</summary>
    public static Dependence Any(IEnumerable<Dependence> arguments)
    {
        HashSet<string> all = [.. arguments.SelectMany(a => a.All)];
        return all.Count == 0 ? None : new([], [], all);
    }

    public IEnumerable<string> All => Linear.Concat(Products.SelectMany(p => p.X.Concat(p.Y))).Concat(Other);

    public bool IsSame(Dependence other) => Linear.SetEquals(other.Linear) && Other.SetEquals(other.Other) && Products.Count == other.Products.Count;
}
