namespace ProbDsl.Tests.Inference.RandomModels;

/// <summary>Random targets by number, the same in every run.</summary>
internal static class Families
{
    /// <summary>Those whose fits should be trusted without exception or nearly so: one mode, tails that a Gaussian with wider copies covers.</summary>
    public static readonly string[] Ordinary = ["Gaussian", "Skewed", "Logistic", "LightT"];

    public static readonly string[] Difficult = ["HeavyT", "TwoModes", "Banana", "Funnel", "Separation", "NormalSample"];

    // Exponentials and fourth powers of the unknowns overflow a million units away, where no start is finite.
    private static readonly string[] s_bounded = ["Skewed", "Banana", "Funnel", "NormalSample"];

    public static RandomTarget Make(string family, int number)
    {
        var random = new Philox(2026, (ulong)(1000 * (Array.IndexOf([.. Ordinary, .. Difficult], family) + 1) + number));
        return Place(Draw(family, ref random), s_bounded.Contains(family), ref random);
    }

    private static Law Draw(string family, ref Philox random) => family switch
    {
        "Gaussian" => random.NextDouble() < 0.3 ? new Product(new Shape.Gaussian()) : new Product(new Shape.Gaussian(), new Shape.Gaussian()),
        "Skewed" => new Product(Skewed(ref random), Skewed(ref random)),
        "Logistic" => Regression(ref random, separated: false, sd: LogUniform(ref random, 0.5, 3)),
        "LightT" => new Product(new Shape.StudentT(LogUniform(ref random, 6, 40)), new Shape.Gaussian()),
        "HeavyT" => new Product(new Shape.StudentT(LogUniform(ref random, 0.8, 5)), new Shape.Gaussian()),
        "TwoModes" => Modes(ref random),
        "Banana" => new Banana(LogUniform(ref random, 0.1, 4), LogUniform(ref random, 0.1, 1)),
        "Funnel" => new Funnel(LogUniform(ref random, 0.3, 3)),
        "Separation" => Regression(ref random, separated: true, sd: LogUniform(ref random, 1, 10)),
        "NormalSample" => Sample(ref random),
        _ => throw new ArgumentOutOfRangeException(nameof(family)),
    };

    // Units from 1e-6 to 1e6 or a tenth to ten, a turn or shear of any size, and as far from the start as a million units or twenty.
    private static RandomTarget Place(Law law, bool near, ref Philox random)
    {
        double largestUnit = near ? 10 : 1e6, farthest = near ? 20 : 1e6;
        double[] shift = new double[law.Dimension], matrix = new double[law.Dimension * law.Dimension];
        double angle = 2 * Math.PI * random.NextDouble();
        bool turned = random.NextDouble() < 0.5;
        double[] turn = turned ? [Math.Cos(angle), -Math.Sin(angle), Math.Sin(angle), Math.Cos(angle)] : [1, 0, 0, 1];
        for (int i = 0; i < law.Dimension; i++)
        {
            double unit = random.NextDouble() < 0.5 ? 1 : LogUniform(ref random, 1 / largestUnit, largestUnit);
            shift[i] = random.NextDouble() < 0.5 ? 0 : unit * (random.NextDouble() < 0.5 ? 1 : -1) * LogUniform(ref random, 1, farthest);
            for (int j = 0; j < law.Dimension; j++)
            {
                matrix[i * law.Dimension + j] = unit * (law.Dimension == 1 ? 1 : turn[2 * i + j]);
            }
        }

        return new RandomTarget(law, shift, matrix);
    }

    private static Shape Skewed(ref Philox random) => random.NextInt(4) switch
    {
        0 => new Shape.Logistic(),
        1 => new Shape.Gumbel(),
        2 => new Shape.LogGamma(LogUniform(ref random, 0.7, 30)),
        _ => new Shape.LogitBeta(LogUniform(ref random, 0.7, 30), LogUniform(ref random, 0.7, 30)),
    };

    private static Product Modes(ref Philox random)
    {
        double distance = 16 * random.NextDouble(), weight = 0.05 + 0.9 * random.NextDouble(), sd = LogUniform(ref random, 0.3, 3);
        var modes = new Shape.TwoNormals(weight, distance, sd);
        return random.NextDouble() < 0.5 ? new Product(modes) : new Product(modes, new Shape.Gaussian());
    }

    private static LogisticRegression Regression(ref Philox random, bool separated, double sd)
    {
        double[] covariate = new double[2 + random.NextInt(10)];
        bool[] outcome = new bool[covariate.Length];
        double slope = 2 * random.NextNormal(), intercept = random.NextNormal();
        for (int i = 0; i < covariate.Length; i++)
        {
            covariate[i] = random.NextNormal();
            outcome[i] = separated ? covariate[i] > 0 : random.NextDouble() < 1 / (1 + Math.Exp(-intercept - slope * covariate[i]));
        }

        return new LogisticRegression(covariate, outcome, sd);
    }

    private static NormalSample Sample(ref Philox random)
    {
        double[] y = new double[2 + random.NextInt(7)];
        double mean = 5 * random.NextNormal(), sd = LogUniform(ref random, 0.5, 4);
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = mean + sd * random.NextNormal();
        }

        return new NormalSample(y);
    }

    private static double LogUniform(ref Philox random, double low, double high) => low * Math.Pow(high / low, random.NextDouble());
}
