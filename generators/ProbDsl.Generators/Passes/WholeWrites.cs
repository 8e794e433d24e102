namespace ProbDsl.Generators;

/// <summary>
/// Arrays that a network fills need not be zero beforehand, nor need those that a loop over all their rows and entries writes before anything else does. Where such a
/// loop adds to every element of an array of zeros, it writes it instead.
/// </summary>
internal static class WholeWrites
{
    public static Program Run(Program program)
    {
        if (!program.IsOfRows)
        {
            return program;
        }

        List<Stmt> body = [.. program.Body];
        for (int i = 0; i < body.Count; i++)
        {
            if (body[i] is NewArray array && FirstUse(body, i + 1, array.Name) is int first && first >= 0)
            {
                if (body[first] is NetworkCall call && FillsWhole(call, array.Name))
                {
                    body[i] = array with { IsWritten = true };
                }
                else if (array.Lengths.Count == 2 && body[first] is For { Position: string position } loop
                    && array.Lengths[0].Equals(new Variable(Input.Batch + ".Length")) && Written(loop.Body, array, position) is { } written)
                {
                    (body[i], body[first]) = (array with { IsWritten = true }, loop with { Body = written });
                }
            }
        }

        return program with { Body = body.ToEquatableArray() };
    }

    // Forward, output and tape; back, the gradient of what went in. What a network adds to, ∂/∂weights, is no local array.
    private static bool FillsWhole(NetworkCall call, string array) => !call.Reads.Contains(array) && (call.IsBackward ? call.Writes.Count == 3 && call.Writes[2] == array : call.Writes.Contains(array));

    private static int FirstUse(List<Stmt> body, int start, string array)
        => body.FindIndex(start, s => Walk.SelfAndDescendants([s]).Any(x => Uses(x, array)));

    private static bool Uses(Stmt stmt, string array) => stmt switch
    {
        Store s when s.Array == array => true,
        AddTo s when s.Array == array => true,
        NetworkCall s when s.Writes.Contains(array) => true,
        _ => Walk.Expressions(stmt).SelectMany(Walk.Arrays).Contains(array),
    };

    // The body of the loop over rows with one inner loop that writes row [position, 0..columns); null where it is not so.
    private static EquatableArray<Stmt>? Written(EquatableArray<Stmt> body, NewArray array, string position)
    {
        int use = body.ToList().FindIndex(s => Walk.SelfAndDescendants([s]).Any(x => Uses(x, array.Name)));
        if (use < 0 || body[use] is not For { Lower: IntConstant { Value: 0 }, Carried.Count: 0 } row || !row.Upper.Equals(array.Lengths[1]) || row.Body.Any(s => s is For or If))
        {
            return null;
        }

        int first = row.Body.ToList().FindIndex(s => Uses(s, array.Name));
        EquatableArray<Expr> own = [new Variable(position), new Variable(row.Index)];
        Stmt? write = row.Body[first] switch
        {
            Store s when s.Array == array.Name && s.Indices.Equals(own) && !Walk.Arrays(s.Value).Contains(array.Name) => s,
            AddTo s when s.Array == array.Name && s.Indices.Equals(own) && !Walk.Arrays(s.Value).Contains(array.Name) => new Store(s.Array, s.Indices, s.Value) { Origin = s.Origin, Place = s.Place },
            _ => null,
        };
        if (write is null)
        {
            return null;
        }

        Stmt[] inner = [.. row.Body];
        inner[first] = write;
        Stmt[] outer = [.. body];
        outer[use] = row with { Body = inner.ToEquatableArray() };
        return outer.ToEquatableArray();
    }
}
