using System.Text.RegularExpressions;

namespace ProbDsl.Generators;

/// <summary>The lengths that plates demand of the data: sizes that are no less than 0, and arrays that are as long as the plates that run over them.</summary>
internal static class LengthConditions
{
    // x[n], x[n, k], x[n][k]: a read that is nothing else.
    private static readonly Regex s_plainRead = new(@"^(?<array>\w+)(\[(?<row>[^\[\],]+)\])?\[(?<index>\w+)(, ?(?<second>\w+))?\]$", RegexOptions.CultureInvariant);

    /// <summary>Every size that is not the length of something, checked before anything is made of that size.</summary>
    public static IEnumerable<Stmt> OfSizes(ModelSpec model)
    {
        var seen = new HashSet<string>();
        foreach (VariableSpec variable in model.Variables)
        {
            IEnumerable<(string Of, Verbatim Size)> sizes = variable.Indices.Select(i => (variable.IsWhole ? "the array" : variable.IsVector && i.Name == Scalarise.Entry(variable).Name ? "the vector" + (variable.IsCoordinate ? ", less one" : "") : "plate " + i.Name, i.Size))
                .Concat(variable.Parents.SelectMany(p => p.Sizes.Select(s => ("parameter " + p.Name, s))));
            foreach ((string of, Verbatim size) in sizes.Where(s => !IsLength(s.Size) && seen.Add(s.Size.Code)))
            {
                yield return new Require("Size", size, null, variable.Method, $"the size of {of}, {size.Code},");
            }
        }
    }

    /// <summary>An array read at a plate's index has the plate's length: one that is longer would be cut off in silence.</summary>
    public static IEnumerable<Stmt> OfPlate(VariableSpec variable)
    {
        var seen = new HashSet<string>();
        foreach ((Verbatim read, string guards) in Reads(variable).Where(r => seen.Add(r.Read.Code)))
        {
            Match match = s_plainRead.Match(read.Code);
            string array = match.Groups["array"].Value;
            if (!match.Success || AsksForLength(guards, array))
            {
                continue;
            }

            bool isJagged = match.Groups["row"].Success;
            bool isMatrix = match.Groups["second"].Success;
            string last = match.Groups["index"].Value;
            if (isJagged)
            {
                string row = match.Groups["row"].Value;
                foreach (Stmt demand in Same(variable, row, array, array, dimension: null).Concat(InRows(variable, read, $"{array}[{row}]", last)))
                {
                    yield return demand;
                }
            }
            else
            {
                IEnumerable<Stmt> demands = isMatrix
                    ? Same(variable, last, array, $"{array} along index {last}", 0).Concat(Same(variable, match.Groups["second"].Value, array, $"{array} along index {match.Groups["second"].Value}", 1))
                    : Same(variable, last, array, array, dimension: null);
                foreach (Stmt demand in demands)
                {
                    yield return demand;
                }
            }
        }
    }

    private static IEnumerable<Stmt> Same(VariableSpec variable, string index, string array, string what, int? dimension)
    {
        string length = dimension is int d ? $"{array}.GetLength({d.ToString(System.Globalization.CultureInfo.InvariantCulture)})" : array + ".Length";
        if (variable.Indices.FirstOrDefault(i => i.Name == index) is IndexSpec { Size: var size } && size.Code != length && size.Code != array + ".Count")
        {
            string of = dimension is int k ? $"{array}, {k.ToString(System.Globalization.CultureInfo.InvariantCulture)}" : array;
            yield return new Require("SameLength", new Verbatim($"global::ProbDsl.DataCheck.LengthOf({of})", [], Kind.Integer), size, variable.Method, what);
        }
    }

    // Each row of an array of arrays, in the loops of the indices that choose the row.
    private static IEnumerable<Stmt> InRows(VariableSpec variable, Verbatim read, string row, string index)
    {
        IndexSpec[] around = [.. variable.Indices.Where(i => i.Name != index && read.Free.Contains(i.Name))];
        if (variable.Indices.FirstOrDefault(i => i.Name == index) is not IndexSpec { Size: var size } || around.Length + 1 != read.Free.Count)
        {
            yield break;
        }

        EquatableArray<string> free = around.Select(i => i.Name).ToEquatableArray();
        Stmt demand = new Require("SameLength", new Verbatim($"global::ProbDsl.DataCheck.LengthOf({row})", free, Kind.Integer), size, variable.Method, row);
        yield return around.Aggregate(demand, (inner, i) => new For(i.Name, new IntConstant(0), i.Size, [], [inner]));
    }

    // A branch that asks how long an array is reads of it what there is.
    private static bool AsksForLength(string guards, string array)
        => Regex.IsMatch(guards, $@"\b{array}(\[[^\]]*\])?\.(Length|Count|GetLength)\b", RegexOptions.CultureInvariant);

    private static bool IsLength(Verbatim size) => Regex.IsMatch(size.Code, @"^(\d+|[\w.]+\.(Length|Count|GetLength\(\d\)))$", RegexOptions.CultureInvariant);

    /// <summary>The data that a method reads, each with the conditions under which it does.</summary>
    private static IEnumerable<(Verbatim Read, string Guards)> Reads(VariableSpec variable)
    {
        string all = string.Join(" ", Walk.SelfAndDescendants(variable.Body).OfType<If>().Select(Condition));
        IEnumerable<(Verbatim, string)> observed = variable.Observed is null ? [] : [(variable.Observed, all)];
        return In(variable.Body, "").Concat(observed);
    }

    private static IEnumerable<(Verbatim Read, string Guards)> In(IEnumerable<Stmt> block, string guards)
    {
        foreach (Stmt stmt in block)
        {
            string inside = stmt is If branch ? guards + " " + Condition(branch) : guards;
            foreach (Verbatim v in Walk.Expressions(stmt).SelectMany(Walk.SelfAndDescendants).OfType<Verbatim>())
            {
                yield return (v, inside);
            }

            foreach ((Verbatim Read, string Guards) read in In(Walk.Nested(stmt), inside))
            {
                yield return read;
            }
        }
    }

    private static string Condition(If branch) => string.Join(" ", Walk.SelfAndDescendants(branch.Condition).OfType<Verbatim>().Select(v => v.Code));
}
