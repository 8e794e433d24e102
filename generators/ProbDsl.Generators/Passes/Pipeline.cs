namespace ProbDsl.Generators;

/// <summary>The passes in order: from a composed program to what is emitted.</summary>
internal static class Pipeline
{
    /// <summary>A finished program and the statements that fill the data tables it is the first to need.</summary>
    internal sealed record Result(Program Main, EquatableArray<Stmt> Prepare);

    public static Result Value(Program composed, TableRegistry tables) => Finish(Normalise(Prepare(composed)), tables);

    public static Result ValueAndGradient(Program composed, TableRegistry tables) => Finish(Reverse.Run(Normalise(Prepare(composed))), tables);

    /// <summary>∂value/∂(the one active input), as the value of the result.</summary>
    public static Result Derivative(Program composed, TableRegistry tables)
    {
        Program reversed = Reverse.Run(Normalise(composed));
        IEnumerable<Stmt> derivative = reversed.Body
            .Where(s => s is not Accumulate { Output: Program.Value })
            .Select(s => s is Store { Array: Program.Gradient } store ? new Accumulate(Program.Value, store.Value) : s);
        return Finish(reversed with { Body = derivative.ToEquatableArray() }, tables);
    }

    /// <summary>The value alone, one operation a statement: what the checked re-run steps through.</summary>
    public static Result Steps(Program composed, TableRegistry tables)
    {
        (Program main, EquatableArray<Stmt> prepare) = DataSplit.Run(Normalise(composed), tables);
        return new Result(AvoidReserved.Run(main), prepare);
    }

    /// <summary>What is easier to see in the program as it was composed.</summary>
    public static Program Prepare(Program composed) => ReturnedSums.Run(FuseLoops.Run(composed));

    /// <summary>Single operations on names, each once, as far out of loops as they go.</summary>
    public static Program Normalise(Program program)
    {
        Program normal = Rebuild.Run(program);
        return normal with { Body = DeadCode.Run(normal.Body) };
    }

    /// <summary>What is done to a program once it has its gradient, all but parting it from its data.</summary>
    public static Program Optimise(Program program)
    {
        Program normal = ShareReciprocals.Run(Rebuild.Run(ShareExponentials.Run(program)));
        normal = Rebuild.Run(GatherTerms.Run(normal));
        normal = Rebuild.Run(GatherFactors.Run(normal), factorSums: true);
        normal = Normalise(normal with { Body = SumsToLets.Run(DeadCode.Run(normal.Body)) });
        normal = Normalise(CancelReciprocals.Run(normal));
        return RenameLocals.Renumber(normal);
    }

    private static Result Finish(Program program, TableRegistry tables)
    {
        Program normal = Optimise(program);
        (Program main, EquatableArray<Stmt> prepare) = DataSplit.Run(normal, tables);
        return new Result(AvoidReserved.Run(RowLoops.Run(WholeWrites.Run(BatchRows.Run(FirstWrites.Run(ScheduleKernels.Run(InlineTemporaries.Run(PairExponentials.Run(KeepExponentials.Run(BatchScale.Run(main)))))))))), prepare);
    }
}
