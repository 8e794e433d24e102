namespace ProbDsl.Generators.Tests.Passes;

using static ProbDsl.Generators.Tests.Passes.Small;

/// <summary><see cref="GatherFactors"/>, <see cref="GatherTerms"/>, <see cref="ShareReciprocals"/>, <see cref="PairExponentials"/> and <see cref="FirstWrites"/>: what each makes of one loop.</summary>
public sealed class SharedFactorsTests
{
    [Fact]
    public void FactorsThatDoNotVary_GoToOneSide()
        => Becomes(GatherFactors.Run, Of(Loop(new Let("r", At("a") - V("y")), new Let("z", V("r") * V("x")), new Let("q", V("z") * V("z")), Add(V("q")))), """
            for i in [#0, #3)
              r = Subtract(a[i], y)
              z = Multiply(r, x)
              q = Multiply(z, z)
              value! += Multiply(Multiply(r, r), Multiply(x, x))
            """);

    [Fact]
    public void EachSummand_IsGatheredByItself()
        => Becomes(GatherFactors.Run, Of(Loop(
            new Let("r", At("a")), new Let("p", V("r") * V("x")), new Let("q", V("p") * V("x")), new Let("t", V("q") + V("r")), Add(V("t")))), """
            for i in [#0, #3)
              r = a[i]
              p = Multiply(r, x)
              q = Multiply(p, x)
              t = Add(q, r)
              value! += Add(Multiply(r, Multiply(x, x)), r)
            """);

    [Fact]
    public void TermsThatDoNotVary_GoToOneSide()
        => Becomes(GatherTerms.Run, Of(Loop(
            new Let("s", At("a")), new Let("d", V("s") - V("x")), new Let("e", V("d") - -0.5), new Let("f", V("e") - V("y")), Add(V("f")))), """
            for i in [#0, #3)
              s = a[i]
              d = Subtract(s, x)
              e = Add(s, Subtract(0.5, x))
              f = Subtract(s, Subtract(Add(x, y), 0.5))
              value! += f
            """);

    [Fact]
    public void DataThatVaries_KeepsItsDifferences()
    {
        var y = new Verbatim("data[i]", ["i"], Kind.Real);
        Program program = Of(Loop(new Let("s", y), new Let("d", V("s") - V("x")), new Let("e", V("d") - V("y")), Add(V("e"))));
        Assert.Equal(program, GatherTerms.Run(program));
    }

    [Fact]
    public void TwoDivisionsByOneValue_BecomeOne()
        => Becomes(ShareReciprocals.Run, Of(Loop(new Let("d", At("b") + V("x")), new Let("p", V("x") / V("d")), new Let("q", V("y") / V("d")), Add(V("p") * V("q")))), """
            for i in [#0, #3)
              d = Add(b[i], x)
              p = Multiply(x, Divide(1, d))
              q = Multiply(y, Divide(1, d))
              value! += Multiply(p, q)
            """);

    [Fact]
    public void AnExponentialAndItsLogarithm_BecomeOneCall()
        => Becomes(PairExponentials.Run, Of(Loop(
            new Let("m", Call(Op.Abs, At("a"))), new Let("n", -V("m")), new Let("e", Call(Op.Exp, V("n"))), new Let("l", Call(Op.Log1p, V("e"))), Add(V("l") * V("e")))), """
            for i in [#0, #3)
              l, e = Log1pExpMinusAbs(a[i])
              value! += Multiply(l, e)
            """);

    [Fact]
    public void TheFirstLoopOverAGradient_WritesIt()
    {
        Program program = Of(Loop(new AddTo("d_a", [I], V("x"))), Loop(new AddTo("d_a", [I], V("y")), new AddTo("d_b", [new IntConstant(0)], V("y"))));
        Program expected = Of(Loop(new Store("d_a", [I], V("x"))), Loop(new AddTo("d_a", [I], V("y")), new AddTo("d_b", [new IntConstant(0)], V("y"))));
        Assert.Equal(expected, FirstWrites.Run(program));
        Assert.False(FirstWrites.WritesWholeGradient(expected));
    }
}
