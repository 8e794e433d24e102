namespace ProbDsl.Generators;

/// <summary>Finds what every name and array of a program depends on. Loops are iterated to the fixed point, which three levels bound.</summary>
internal sealed class Levels
{
    private readonly Dictionary<string, Level> _names = [];
    private bool _changed;

    public static Levels Of(Program program)
    {
        var levels = new Levels();
        foreach (Input input in program.Inputs)
        {
            levels.Raise(input.Name, input.IsActive ? Level.Active : Level.Lane);
        }

        do
        {
            levels._changed = false;
            levels.Block(program.Body);
        }
        while (levels._changed);
        return levels;
    }

    public Level this[string name] => _names.TryGetValue(name, out Level level) ? level : Level.Data;

    public Level this[Expr expr]
    {
        get
        {
            Level level = Level.Data;
            foreach (Expr e in Walk.SelfAndDescendants(expr))
            {
                Level own = e switch
                {
                    Variable v => this[v.Name],
                    Element a => this[a.Array],
                    ArrayRef a => this[a.Name],
                    _ => Level.Data,
                };
                level = own > level ? own : level;
            }

            return level;
        }
    }

    private void Block(IEnumerable<Stmt> block)
    {
        foreach (Stmt stmt in block)
        {
            switch (stmt)
            {
                case Let s:
                    Raise(s.Name, this[s.Value]);
                    break;
                case For s:
                    foreach (Carried c in s.Carried)
                    {
                        Raise(c.Name, this[c.Initial]);
                    }

                    Block(s.Body);
                    foreach (Carried c in s.Carried)
                    {
                        Raise(c.Name, this[c.Next]);
                        Raise(c.Result, this[c.Name]);
                    }

                    break;
                case If s:
                    Block(s.Then);
                    Block(s.Else);
                    foreach (Merged r in s.Results)
                    {
                        Raise(r.Name, this[r.Then]);
                        Raise(r.Name, this[r.Else]);
                    }

                    break;
                case Store s:
                    Raise(s.Array, this[s.Value]);
                    break;
                case AddTo s:
                    Raise(s.Array, this[s.Value]);
                    break;
                case NetworkCall s:
                    // What a network reads and writes are whole arrays in the lane's numbers, also where data fills them.
                    foreach (string array in s.Writes)
                    {
                        Raise(array, s.Reads.Select(r => this[r]).Append(Level.Lane).Max());
                    }

                    foreach (string array in s.Reads)
                    {
                        Raise(array, Level.Lane);
                    }

                    break;
                case Accumulate s:
                    Raise(s.Output, this[s.Value]);
                    break;
            }
        }
    }

    private void Raise(string name, Level level)
    {
        if (level > this[name])
        {
            _names[name] = level;
            _changed = true;
        }
    }
}
