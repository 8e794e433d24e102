namespace ProbDsl.Generators.Tests.Passes;

/// <summary>Control flow under <see cref="Reverse"/>, and what the passes leave of small programs.</summary>
public sealed class ReverseTests
{
    private static readonly Variable s_x = new("x");
    private static readonly Variable s_i = new("i");
    private static readonly IntConstant s_five = new(5);

    private static Input Scalar(string name, int offset) => new(name, "u", new IntConstant(offset), [], true);

    private static Input Vector(string name, int offset, int length) => new(name, "u", new IntConstant(offset), [new IntConstant(length)], true);

    private static Expr Sin(Expr x) => ElementaryRules.Of(Op.Sin, x);

    [Fact]
    public void CarriedRecurrence_RunsBackward()
    {
        // a ← sin(a)·b[i] + x·a², value = a at the end and every a on the way.
        var a = new Variable("a");
        GradientCheck.AllSubsets(
            new Program("Recurrence", [Scalar("x", 0), Vector("b", 1, 5)],
            [
                new For("i", new IntConstant(0), s_five, [new Carried("a", 0.3 * s_x, new Variable("next"), "last")],
                [
                    new Let("next", (Sin(a) * new Element("b", [s_i])) + (s_x * a * a)),
                    new Accumulate(Program.Value, new Variable("next") * a),
                ]),
                new Accumulate(Program.Value, new Variable("last") * s_x),
            ]),
            new() { ["x"] = [0.7], ["b"] = [0.5, -1, 0.8, 1.2, 0.4] });
    }

    [Fact]
    public void TwoCarriedValues_ThatFeedEachOther()
    {
        GradientCheck.Check(
            new Program("Fibonacci", [Scalar("x", 0)],
            [
                new For("i", new IntConstant(1), s_five,
                    [new Carried("a", s_x, new Variable("b"), "a1"), new Carried("b", s_x * s_x, new Variable("c"), "b1")],
                    [new Let("c", Sin(new Variable("a")) + (new Variable("a") * new Variable("b")))]),
                new Accumulate(Program.Value, new Variable("a1") * new Variable("b1")),
            ]),
            new() { ["x"] = [0.6] });
    }

    [Fact]
    public void ArrayRecurrence_RunsBackward()
    {
        GradientCheck.AllSubsets(
            new Program("Array", [Scalar("x", 0), Vector("b", 1, 5)],
            [
                new NewArray("s", [s_five]),
                new Store("s", [new IntConstant(0)], s_x * s_x),
                new For("i", new IntConstant(1), s_five, [],
                [
                    new Store("s", [s_i], Sin(new Element("s", [s_i - new IntConstant(1)])) * new Element("b", [s_i])),
                    new Accumulate(Program.Value, new Element("s", [s_i]) * s_x),
                ]),
            ]),
            new() { ["x"] = [0.7], ["b"] = [0.5, -1, 0.8, 1.2, 0.4] });
    }

    [Fact]
    public void NestedLoops_WithALocalArrayInside()
    {
        var j = new Variable("j");
        GradientCheck.AllSubsets(
            new Program("Nested", [Scalar("x", 0), Vector("b", 1, 5)],
            [
                new For("i", new IntConstant(0), s_five, [new Carried("t", s_x, new Variable("t1"), "t2")],
                [
                    new NewArray("w", [new IntConstant(3)]),
                    new For("j", new IntConstant(0), new IntConstant(3), [], [new Store("w", [j], Sin(new Element("b", [j]) * new Variable("t")))]),
                    new For("j", new IntConstant(0), new IntConstant(3), [new Carried("m", 0.0, new Variable("m1"), "m2")],
                        [new Let("m1", new Variable("m") + (new Element("w", [j]) * s_x))]),
                    new Let("t1", new Variable("m2") + (0.1 * new Variable("t") * new Variable("t"))),
                ]),
                new Accumulate(Program.Value, new Variable("t2")),
            ]),
            new() { ["x"] = [0.7], ["b"] = [0.5, -1, 0.8, 1.2, 0.4] });
    }

    [Fact]
    public void BranchOnAnIndex_MergesActiveValues()
    {
        GradientCheck.AllSubsets(
            new Program("Branch", [Scalar("x", 0), Vector("b", 1, 5)],
            [
                new For("i", new IntConstant(0), s_five, [new Carried("a", s_x, new Variable("merged"), "last")],
                [
                    new If(ElementaryRules.Of(Op.Less, s_i, new IntConstant(2)),
                        [new Let("y", new Element("b", [s_i]) * s_x)],
                        [new Let("z", Sin(new Variable("a"))), new Accumulate(Program.Value, new Variable("z") * s_x)],
                        [new Merged("merged", new Variable("y"), new Variable("z") * s_x)]),
                ]),
                new Accumulate(Program.Value, new Variable("last")),
            ]),
            new() { ["x"] = [0.7], ["b"] = [0.5, -1, 0.8, 1.2, 0.4] });
    }

    [Fact]
    public void EmptyLoop_PassesTheInitialValueThrough()
        => GradientCheck.Check(
            new Program("Empty", [Scalar("x", 0)],
            [
                new For("i", new IntConstant(3), new IntConstant(3), [new Carried("a", s_x * s_x, new Variable("n"), "r")], [new Let("n", Sin(new Variable("a")))]),
                new Accumulate(Program.Value, new Variable("r")),
                new For("i", new IntConstant(4), new IntConstant(2), [], [new Accumulate(Program.Value, s_x)]),
            ]),
            new() { ["x"] = [0.7] });

    [Fact]
    public void RunningDifference_IsASumOfNegatives()
        => GradientCheck.Check(
            new Program("Difference", [Scalar("x", 0)],
            [
                new For("i", new IntConstant(0), s_five, [new Carried("a", 1.0, new Variable("n"), "r")], [new Let("n", new Variable("a") - Sin(s_x))]),
                new Accumulate(Program.Value, new Variable("r") * s_x),
            ]),
            new() { ["x"] = [0.7] });

    /// <summary>The root of a negative number in the branch not taken has no say in the gradient.</summary>
    [Theory]
    [InlineData(-0.7)]
    [InlineData(0.7)]
    public void BranchNotTaken_MayBeUndefined(double x)
    {
        Expr root = ElementaryRules.Of(Op.Sqrt, s_x) * ElementaryRules.Of(Op.Log, s_x * 3.0);
        Expr chosen = new Select(ElementaryRules.Of(Op.Less, 0.0, s_x), root, Sin(s_x));
        GradientCheck.Check(new Program("Guarded", [Scalar("x", 0)], [new Let("y", chosen), new Accumulate(Program.Value, new Variable("y") * 2.0)]), new() { ["x"] = [x] });
        Expr mirrored = new Select(ElementaryRules.Of(Op.Less, s_x, 0.0), Sin(s_x), root);
        GradientCheck.Check(new Program("Mirrored", [Scalar("x", 0)], [new Let("y", mirrored), new Accumulate(Program.Value, new Variable("y") * 2.0)]), new() { ["x"] = [x] });
    }

    [Fact]
    public void InvariantSummand_IsAddedOnceTimesTheCount()
    {
        Program normal = Pipeline.Normalise(new Program("Invariant", [Scalar("x", 0)],
            [new For("i", new IntConstant(0), s_five, [], [new Accumulate(Program.Value, Sin(s_x))])]));
        Assert.DoesNotContain(normal.Body, s => s is For);
        Assert.Equal(5 * Math.Sin(0.7), ProgramInterpreter.Run(normal, new Dictionary<string, double[]> { ["x"] = [0.7] }).Value, 1e-15);
    }

    [Fact]
    public void CommonSubexpression_AppearsOnce()
    {
        Program normal = Pipeline.Normalise(new Program("Common", [Scalar("x", 0)],
            [new Accumulate(Program.Value, Sin(s_x) * Sin(s_x)), new Accumulate(Program.Value, Sin(s_x))]));
        Assert.Single(normal.Body.OfType<Let>(), l => l.Value is Apply { Op: Op.Sin });
    }

    [Fact]
    public void WhatNoOutputNeeds_Vanishes()
        => Assert.Equal(
            [new Accumulate(Program.Value, s_x)],
            DeadCode.Run([new Let("unused", Sin(s_x)), new NewArray("w", [s_five]), new Store("w", [new IntConstant(0)], s_x), new Accumulate(Program.Value, s_x)]));
}
