namespace ProbDsl.Generators.Tests.Passes;

/// <summary>Compares the gradient that <see cref="Reverse"/> makes with differences of the program's value.</summary>
internal static class GradientCheck
{
    /// <summary>
    /// Central differences at steps h, h/2 and h/4, extrapolated twice: the truncation error is of order h⁶ and rounding of order ε·|f|/h, so with
    /// h = 2⁻⁷·max(1, |x|) both are near 1e-12 for functions of moderate derivatives. A tolerance of 1e-8 leaves room for the less moderate.
    /// </summary>
    private const double Tolerance = 1e-8;

    /// <summary>For every subset of the inputs as the active ones.</summary>
    public static void AllSubsets(Program program, Dictionary<string, double[]> inputs)
    {
        int count = program.Inputs.Count;
        for (int subset = 1; subset < 1 << count; subset++)
        {
            Program active = program with { Inputs = program.Inputs.Select((input, i) => input with { IsActive = (subset >> i & 1) == 1 }).ToEquatableArray() };
            Check(active, inputs);
        }
    }

    public static void Check(Program program, Dictionary<string, double[]> inputs)
    {
        Program reversed = Reverse.Run(Pipeline.Normalise(Pipeline.Prepare(program)));
        Program optimised = Pipeline.Optimise(reversed);
        Program finished = FirstWrites.Run(ScheduleKernels.Run(InlineTemporaries.Run(optimised)));
        (double plain, _) = ProgramInterpreter.Run(program, inputs);
        foreach (Program candidate in new[] { reversed, optimised, finished })
        {
            (double value, Dictionary<string, double[]> gradient) = ProgramInterpreter.Run(candidate, inputs);

            // The passes reorder sums: rounding only.
            Assert.Equal(plain, value, 1e-12 * Math.Max(1, Math.Abs(plain)));
            foreach (Input input in program.Inputs)
            {
                for (int k = 0; k < inputs[input.Name].Length; k++)
                {
                    double expected = input.IsActive ? Difference(program, inputs, input.Name, k) : 0;
                    Assert.True(
                        Math.Abs(gradient[input.Name][k] - expected) <= Tolerance * Math.Max(1, Math.Abs(expected)),
                        FormattableString.Invariant($"{program.Name}: d/d{input.Name}[{k}] is {gradient[input.Name][k]}, differences give {expected}\n{ProgramText.Of(candidate)}"));
                }
            }
        }
    }

    private static double Difference(Program program, Dictionary<string, double[]> inputs, string name, int k)
    {
        double x = inputs[name][k];
        double h = Math.Max(1, Math.Abs(x)) / 128;
        double Central(double step)
        {
            double At(double value)
            {
                double[] moved = (double[])inputs[name].Clone();
                moved[k] = value;
                return ProgramInterpreter.Run(program, new Dictionary<string, double[]>(inputs) { [name] = moved }).Value;
            }

            return (At(x + step) - At(x - step)) / (2 * step);
        }

        double coarse = Central(h);
        double middle = Central(h / 2);
        double fine = Central(h / 4);
        double first = middle + ((middle - coarse) / 3);
        double second = fine + ((fine - middle) / 3);
        return second + ((second - first) / 15);
    }
}
