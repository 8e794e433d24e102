namespace ProbDsl.Generators;

/// <summary>A vector of data that a body fills before it returns a distribution: element by element, or in one loop.</summary>
/// <param name="Index">The index of <paramref name="Element"/>; null where <paramref name="Elements"/> are written out.</param>
/// <param name="Length">How many elements.</param>
/// <param name="Element">The element at the index.</param>
/// <param name="Elements">All elements.</param>
/// <param name="AreLogits">Whether they are logarithms of probabilities, up to a constant.</param>
internal sealed record DataVector(string? Index, Expr Length, Expr? Element, EquatableArray<Expr> Elements, bool AreLogits)
{
    /// <summary>Every expression in it.</summary>
    public IEnumerable<Expr> Expressions => Element is null ? Elements : [Length, Element];

    /// <summary>The vector of a name; null where it is filled in another way, or not from data alone.</summary>
    public static DataVector? Of(string array, bool areLogits, EquatableArray<Stmt> body, AffineReader values)
    {
        if (body.OfType<NewArray>().FirstOrDefault(a => a.Name == array) is not { Lengths: [var length] })
        {
            return null;
        }

        Store[] stores = [.. Walk.SelfAndDescendants(body).OfType<Store>().Where(s => s.Array == array)];
        if (stores.Length == 0 || stores.Any(s => !values.IsData(values.Resolve(s.Value))) || Walk.SelfAndDescendants(body).OfType<AddTo>().Any(a => a.Array == array))
        {
            return null;
        }

        For? loop = body.OfType<For>().FirstOrDefault(f => f.Body.Contains(stores[0]));
        if (loop is null)
        {
            bool isWhole = length is IntConstant n && n.Value == stores.Length && stores.Select((s, k) => s.Indices is [IntConstant i] && i.Value == k).All(x => x) && stores.All(body.Contains);
            return isWhole ? new(null, length, null, stores.Select(s => values.Resolve(s.Value)).ToEquatableArray(), areLogits) : null;
        }

        bool isPlain = stores.Length == 1 && loop.Body.Count == 1 && loop.Lower is IntConstant { Value: 0 } && loop.Upper.Equals(length) && stores[0].Indices is [Variable v] && v.Name == loop.Index;
        return isPlain ? new(loop.Index, length, values.Resolve(stores[0].Value), [], areLogits) : null;
    }
}
