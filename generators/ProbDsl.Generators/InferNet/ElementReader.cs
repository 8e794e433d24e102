namespace ProbDsl.Generators;

/// <summary>
/// Reads one element of a derived array of one dimension as an affine form: where it is written by itself, or by a recurrence a[t + s] = a[t + s − 1] + f(t) from a
/// first element, so that a[i] is the first plus f summed up to i.
/// </summary>
internal static class ElementReader
{
    /// <summary>The element at <paramref name="index"/>; null where the body has another shape.</summary>
    public static AffineForm? Read(ModelSpec model, EquatableArray<StateGate> gates, VariableSpec array, Expr index)
    {
        List<Store> singles = [.. array.Body.OfType<Store>().Where(s => s.Array == array.Name && s.Indices.Count == 1)];
        if (array.Body.Any(s => s is not (Let or Require or Store or For)))
        {
            return null;
        }

        var reader = new AffineReader(model, gates);
        if (!array.Body.Where(s => s is Let or Require).All(reader.Bind))
        {
            return null;
        }

        if (singles.Find(s => s.Indices[0].Equals(index)) is { } written)
        {
            return reader.Affine(reader.Resolve(written.Value));
        }

        // From the first element to the last: an element that is not written is 0.
        if (array.Body.OfType<For>().ToList() is not [{ Carried.Count: 0, Lower: IntConstant lower } recurrence]
            || singles is not [{ Indices: [IntConstant { Value: 0 }] } start]
            || Apart(recurrence, index) is not { } loop
            || reader.Affine(reader.Resolve(start.Value)) is not { } initial
            || Added(reader, array.Name, loop, lower.Value) is not var (step, shift)
            || loop.Upper is not Verbatim end
            || (shift == 0 ? end.Code : $"{end.Code} + {shift}") != array.Indices[0].Size.Code)
        {
            return null;
        }

        return initial.Plus(step.SummedOver(new LoopSpec(loop.Index, lower, Layout.Plus(index, new IntConstant(1 - shift)))));
    }

    // f of the recurrence, and s.
    private static (AffineForm Added, int Shift)? Added(AffineReader reader, string array, For loop, int lower)
    {
        if (!loop.Body.Take(loop.Body.Count - 1).All(reader.Bind)
            || loop.Body[loop.Body.Count - 1] is not Store { Indices: [var place] } store
            || store.Array != array
            || Shift(place, loop.Index) is not { } shift
            || lower + shift != 1)
        {
            return null;
        }

        if (reader.Affine(reader.Resolve(store.Value), array) is not { } value)
        {
            return null;
        }

        AffineTerm[] own = [.. value.Terms.Where(t => t.Latent?.Latent == array)], rest = [.. value.Terms.Where(t => t.Latent?.Latent != array)];
        return own is [{ IsPlain: true, Loops.Count: 0, Latent.Indices: [var before] }] && Shift(before, loop.Index) == shift - 1
            ? (new AffineForm(rest.ToEquatableArray()), shift) : null;
    }

    // The element asked for may be at an index of the same name, which the loop's then must not hide. Data code has its indices in its text.
    private static For? Apart(For loop, Expr index)
    {
        if (!Walk.Names(index).Contains(loop.Index))
        {
            return loop;
        }

        string other = loop.Index + "_before";
        return Walk.SelfAndDescendants(loop.Body).SelectMany(Walk.Expressions).SelectMany(Walk.SelfAndDescendants).Any(e => e is Verbatim v && v.Free.Contains(loop.Index))
            ? null
            : loop with { Index = other, Body = RenameLocals.Replace(loop.Body, new Dictionary<string, string> { [loop.Index] = other }) };
    }

    /// <summary>c of t + c; null for any other index.</summary>
    private static int? Shift(Expr index, string t) => index switch
    {
        Variable v when v.Name == t => 0,
        Apply { Op: Op.Add, Args: [Variable v, IntConstant c] } when v.Name == t => c.Value,
        Apply { Op: Op.Subtract, Args: [Variable v, IntConstant c] } when v.Name == t => -c.Value,
        _ => null,
    };
}
