namespace ProbDsl.Generators.Tests.Passes;

using static ProbDsl.Generators.Tests.Passes.Small;

public sealed class ReturnedSumsTests
{
    private static For Running(Expr initial, params Stmt[] body)
        => new("i", new IntConstant(0), N, [new Carried("s", initial, V("next"), "last")], body.ToEquatableArray());

    [Fact]
    public void SumThatIsReturned_GoesIntoTheValue()
        => Becomes(ReturnedSums.Run, Of(Running(V("y"), new Let("t", V("s") + (At("a") - V("x"))), new Let("next", V("t") - At("b"))), Add(V("last"))), """
            value! += y
            for i in [#0, #3)
              value! += a[i]
              value! += Negate(x)
              value! += Negate(b[i])
            """);

    [Fact]
    public void SumThatIsReadOnTheWay_Stays()
    {
        Program program = Of(Running(0.0, new Let("next", V("s") + At("a")), Add(V("next") * V("next"))), Add(V("last")));
        Assert.Equal(program, ReturnedSums.Run(program));
    }

    [Fact]
    public void WhatIsNoSum_Stays()
    {
        Program program = Of(Running(1.0, new Let("next", V("s") * At("a"))), Add(V("last")));
        Assert.Equal(program, ReturnedSums.Run(program));
        program = Of(Running(1.0, new Let("next", At("a") - V("s"))), Add(V("last")));
        Assert.Equal(program, ReturnedSums.Run(program));
        program = Of(Running(1.0, new Let("next", V("s") + At("a"))), Add(2.0 * V("last")));
        Assert.Equal(program, ReturnedSums.Run(program));
    }
}
