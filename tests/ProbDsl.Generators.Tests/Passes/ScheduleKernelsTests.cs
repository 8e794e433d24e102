namespace ProbDsl.Generators.Tests.Passes;

using static ProbDsl.Generators.Tests.Passes.Small;

public sealed class ScheduleKernelsTests
{
    [Fact]
    public void CallsForALoopComeFirst_CallsForTheValueLast()
        => Becomes(ScheduleKernels.Run, Of(
            Add(Call(Op.Log1p, V("x"))), new Let("z", V("x") * V("x")), new Let("t", Call(Op.Exp, V("z"))), Loop(Add(At("a") * V("t")))), """
            z = Multiply(x, x)
            t = Exp(z)
            for i in [#0, #3)
              value! += Multiply(a[i], t)
            value! += Log1p(x)
            """);

    [Fact]
    public void ACallOnASum_StaysBehindIt()
    {
        Program program = Of(new NewSum("s"), Loop(new Accumulate("s", At("a"))), new Let("e", Call(Op.Exp, V("s"))), new Let("f", Call(Op.Exp, V("e"))), Loop(Add(At("b") * V("f"))));
        Assert.Equal(program, ScheduleKernels.Run(program));
    }
}
