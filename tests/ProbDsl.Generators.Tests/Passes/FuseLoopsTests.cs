namespace ProbDsl.Generators.Tests.Passes;

using static ProbDsl.Generators.Tests.Passes.Small;

public sealed class FuseLoopsTests
{
    [Fact]
    public void PriorAndLikelihoodOfOnePlate_BecomeOneLoop()
        => Becomes(FuseLoops.Run, Of(Loop(Add(At("a") * V("x"))), new Let("s", Call(Op.Exp, V("y"))), Loop(Add(At("a") * V("s")))), """
            s = Exp(y)
            for i in [#0, #3)
              value! += Multiply(a[i], x)
              value! += Multiply(a[i], s)
            """);

    [Fact]
    public void ARowOfAnArray_IsReadWhereItIsWritten()
        => Becomes(FuseLoops.Run, Of(new NewArray("t", [N]), Loop(new Store("t", [I], Call(Op.Exp, At("a")))), Loop(Add(new Element("t", [I]) * At("b")))), """
            new t[#3]
            for i in [#0, #3)
              t[i] := Exp(a[i])
              value! += Multiply(t[i], b[i])
            """);

    [Fact]
    public void ANeighboursRow_KeepsTheLoopsApart()
    {
        Program program = Of(
            new NewArray("t", [N]),
            Loop(new Store("t", [I], Call(Op.Exp, At("a")))),
            Loop(Add(new Element("t", [new IntConstant(2) - I]) * At("b"))));
        Assert.Equal(program, FuseLoops.Run(program));
    }

    [Fact]
    public void ASumThatTheFirstLoopCompletes_KeepsTheLoopsApart()
    {
        Program program = Of(new NewSum("s"), Loop(new Accumulate("s", At("a"))), Loop(Add(At("a") * V("s"))));
        Assert.Equal(program, FuseLoops.Run(program));
        program = Of(new NewSum("s"), Loop(new Accumulate("s", At("a"))), new Let("t", V("s") * V("s")), Loop(Add(At("a") * V("t"))));
        Assert.Equal(program, FuseLoops.Run(program));
    }

    [Fact]
    public void LoopsWithNothingInCommon_StayApart()
    {
        Program program = Of(Loop(Add(At("a"))), Loop(Add(At("b"))));
        Assert.Equal(program, FuseLoops.Run(program));
    }

    [Fact]
    public void WhatNeedsTheFirstLoop_StaysAfterBoth()
        => Becomes(FuseLoops.Run, Of(new NewSum("s"), Loop(new Accumulate("s", At("a"))), Add(V("s") * V("s")), Loop(Add(At("a") * At("b")))), """
            sum s
            for i in [#0, #3)
              s += a[i]
              value! += Multiply(a[i], b[i])
            value! += Multiply(s, s)
            """);
}
