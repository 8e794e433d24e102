namespace ProbDsl.Generators.Tests.Passes;

using static ProbDsl.Generators.Tests.Passes.Small;

public sealed class CancelReciprocalsTests
{
    [Fact]
    public void ProductWithAReciprocal_IsWhatItWasOf()
        => Becomes(p => Pipeline.Normalise(CancelReciprocals.Run(p)), Of(
            new Let("inv", 1.0 / V("x")), new Let("p", V("inv") * V("y")), new Let("q", V("p") + V("y")), new Let("r", V("q") * V("x")), Add(V("r"))), """
            y_times_x = Multiply(y, x)
            r = Add(y, y_times_x)
            value! += r
            """);

    [Fact]
    public void WhatOthersRead_Stays()
    {
        Program program = Of(new Let("inv", 1.0 / V("x")), new Let("p", V("inv") + V("y")), new Let("r", V("p") * V("x")), Add(V("r") * V("p")));
        Assert.Equal(program, CancelReciprocals.Run(program));
    }
}
