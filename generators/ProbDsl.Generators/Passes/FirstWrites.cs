namespace ProbDsl.Generators;

/// <summary>
/// The first loop that adds to every entry of an input's gradient writes it instead, as a person would: there is nothing yet to add to. So does the first network
/// that is turned round with these weights. Where every entry of the gradient is written so, it need not be cleared beforehand.
/// </summary>
internal static class FirstWrites
{
    public static Program Run(Program program)
    {
        List<Stmt> body = [.. program.Body];
        foreach (Input input in program.Inputs.Where(i => i.Lengths.Count == 1))
        {
            string adjoint = Program.Adjoint(input.Name);
            int first = body.FindIndex(s => Walk.Writes([s]).Contains(adjoint));
            if (first >= 0 && body[first] is NetworkCall call && AddsTo(call, adjoint))
            {
                body[first] = call with { IsFirst = true };
            }
            else if (first >= 0 && body[first] is For loop && Covers(loop, input)
                && Walk.SelfAndDescendants(loop.Body).Count(s => Writes(s, adjoint)) == 1
                && loop.Body.OfType<AddTo>().FirstOrDefault(a => a.Array == adjoint && a.Indices.SequenceEqual([new Variable(loop.Index)])) is AddTo add)
            {
                body[first] = loop with { Body = loop.Body.Select(s => ReferenceEquals(s, add) ? new Store(add.Array, add.Indices, add.Value) { Origin = add.Origin, Place = add.Place } : s).ToEquatableArray() };
            }
        }

        return program with { Body = body.ToEquatableArray() };
    }

    /// <summary>Whether the program writes every entry of its gradient before it adds to any. Each scalar input has at most one store.</summary>
    public static bool WritesWholeGradient(Program program)
    {
        List<Input> active = [.. program.Inputs.Where(i => i.IsActive)];
        return active.Count(i => i.Lengths.Count == 0) == program.Body.Count(s => s is Store { Array: Program.Gradient })
            && active.Where(i => i.Lengths.Count > 0).All(i => i.Lengths.Count == 1 && WritesAll(program.Body, i));
    }

    private static bool WritesAll(EquatableArray<Stmt> body, Input input)
        => body.FirstOrDefault(s => Walk.Writes([s]).Contains(Program.Adjoint(input.Name))) switch
        {
            NetworkCall call => call.IsFirst,
            For loop => Covers(loop, input)
                && loop.Body.Any(s => s is Store store && store.Array == Program.Adjoint(input.Name) && store.Indices.SequenceEqual([new Variable(loop.Index)])),
            _ => false,
        };

    private static bool AddsTo(NetworkCall call, string weights) => call.IsBackward && call.Writes[1] == weights;

    private static bool Writes(Stmt stmt, string array) => (stmt is Store store && store.Array == array) || (stmt is AddTo add && add.Array == array);

    // Of an input of rows a minibatch has its own rows alone, each once.
    private static bool Covers(For loop, Input input)
        => loop.IsBatch == input.RowStart is not null && loop.Lower is IntConstant { Value: 0 } && loop.Upper.Equals(input.Lengths[0]);
}
