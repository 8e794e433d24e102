namespace ProbDsl.EndToEnd.Tests.Estimators;

/// <summary>The estimators of each family against their definitions, draw by draw, on a posterior that is not normal.</summary>
public class EstimatorTests
{
    /// <summary>Differences of fourth order with h = 10⁻³: h⁴ of a fifth derivative of some hundreds at most, and 10⁻¹⁶·|f|/h of rounding.</summary>
    private const double Differences = 1e-8;

    private static readonly int[] s_count = [3, 0, 7, 2];

    private static readonly Dictionary<string, Func<IEstimated>> s_models = new()
    {
        ["mean field"] = () => new CountsMeanField(s_count),
        ["full rank"] = () => new CountsFullRank(s_count),
        ["low rank"] = () => new CountsLowRank(s_count),
    };

    public static TheoryData<string> Families => [.. s_models.Keys];

    [Theory]
    [MemberData(nameof(Families))]
    public void LogDensity_IsThatOfTheGaussian(string family)
    {
        (IEstimated model, double[] phi, double[] noise) = At(family);
        GaussianGuide<Scalar> guide = model.Guide;
        var dense = new DenseGaussian(guide, phi, noise.Length, model.Dimension);
        double[] u = DenseGaussian.Draw(guide, phi, noise, model.Dimension), score = new double[noise.Length];
        double value = guide.LogDensity(ScalarSpan.Cast(noise), ScalarSpan.Cast(score.AsSpan())).Value;
        Assert.Equal(s_count.Length + 2, guide.Latents);

        // Some dozens of operations on numbers of size 1 to 10.
        Close.Within(1e-12, dense.LogDensity(u), value, family);
        for (int i = 0; i < guide.Latents; i++)
        {
            Close.Within(Differences, Slope(u, i, dense.LogDensity), score[i], $"{family}: score {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void MonteCarloEntropy_HasTheDerivativeOfItsValue(string family)
    {
        (IEstimated model, double[] phi, double[] noise) = At(family);
        StepElbo<Scalar> elbo = model.Steps.In<Scalar>(GradientEstimator.MonteCarloEntropy);
        double[] gradient = Evaluate(elbo, phi, noise).Gradient;
        for (int i = 0; i < phi.Length; i++)
        {
            Close.Within(Differences, Slope(phi, i, x => Evaluate(elbo, x, noise).Value), gradient[i], $"{family}: entry {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void StickingTheLanding_HasTheDerivativeAlongThePathAlone(string family)
    {
        (IEstimated model, double[] phi, double[] noise) = At(family);
        GaussianGuide<Scalar> guide = model.Guide;
        var held = new DenseGaussian(guide, phi, noise.Length, model.Dimension);
        double[] unused = new double[model.Dimension];
        double LogWeight(double[] x)
        {
            double[] u = DenseGaussian.Draw(guide, x, noise, model.Dimension);
            return model.LogJoint<Scalar>(ScalarSpan.Cast(u), ScalarSpan.Cast(unused.AsSpan()), new()).Value - held.LogDensity(u);
        }

        (double value, double[] gradient) = Evaluate(model.Steps.In<Scalar>(GradientEstimator.StickingTheLanding), phi, noise);
        Close.Within(1e-12 * Math.Abs(value), LogWeight(phi), value, family);
        for (int i = 0; i < phi.Length; i++)
        {
            Close.Within(Differences, Slope(phi, i, LogWeight), gradient[i], $"{family}: entry {i}");
        }
    }

    /// <summary>Σ w̃ₖ²·gₖ for φ and Σ w̃ₖ·gₖ for θ, the last parameter, where gₖ sticks the landing with draw k alone.</summary>
    [Theory]
    [MemberData(nameof(Families))]
    public void DoublyReparameterised_WeighsTheSingleDraws(string family)
    {
        const int Draws = 3;
        (IEstimated model, double[] phi, _) = At(family);
        double[] noise = Normals(Draws * model.NoiseCount, seed: 6), expected = new double[phi.Length];
        StepElbo<Scalar> single = model.Steps.In<Scalar>(GradientEstimator.StickingTheLanding);
        (double Value, double[] Gradient)[] parts = [.. noise.Chunk(model.NoiseCount).Select(part => Evaluate(single, phi, part))];
        double sum = parts.Sum(p => Math.Exp(p.Value));
        for (int i = 0; i < phi.Length; i++)
        {
            expected[i] = parts.Sum(p => Math.Pow(Math.Exp(p.Value) / sum, i < phi.Length - 1 ? 2 : 1) * p.Gradient[i]);
        }

        (double value, double[] gradient) = Evaluate(model.Steps.In<Scalar>(GradientEstimator.DoublyReparameterised(Draws)), phi, noise);

        // e^w loses |w|·10⁻¹⁶ of itself, |w| some 20.
        Close.Within(1e-13 * Math.Abs(value), Math.Log(sum / Draws), value, family);
        for (int i = 0; i < phi.Length; i++)
        {
            Close.Within(1e-13 * (1 + Math.Abs(expected[i])), expected[i], gradient[i], $"{family}: entry {i}");
        }
    }

    /// <summary>
    /// In the mean over 2¹⁵ pairs of draws of opposite sign the three agree. The difference of two, each from the same pairs, has a standard error that its
    /// own spread tells; five of them are exceeded once in 10⁶ comparisons, of which there are about a hundred. Sums in another order are allowed for.
    /// </summary>
    [Theory]
    [MemberData(nameof(Families))]
    public void Estimators_AgreeInTheMean(string family)
    {
        const int Pairs = 1 << 15;
        (IEstimated model, double[] phi, _) = At(family);
        GradientEstimator[] others = [GradientEstimator.MonteCarloEntropy, GradientEstimator.StickingTheLanding];
        StepElbo<Scalar> closed = model.Steps.In<Scalar>(GradientEstimator.ClosedFormEntropy);
        foreach (GradientEstimator estimator in others)
        {
            StepElbo<Scalar> elbo = model.Steps.In<Scalar>(estimator);
            var random = new Philox(4);
            double[] noise = new double[model.NoiseCount], sums = new double[phi.Length], squares = new double[phi.Length];
            for (int pair = 0; pair < Pairs; pair++)
            {
                for (int c = 0; c < noise.Length; c++)
                {
                    noise[c] = random.NextNormal();
                }

                double[] mirror = [.. noise.Select(e => -e)];
                (double[] a, double[] b) = (Evaluate(elbo, phi, noise).Gradient, Evaluate(elbo, phi, mirror).Gradient);
                (double[] x, double[] y) = (Evaluate(closed, phi, noise).Gradient, Evaluate(closed, phi, mirror).Gradient);
                for (int i = 0; i < sums.Length; i++)
                {
                    double difference = 0.5 * (a[i] + b[i] - x[i] - y[i]);
                    sums[i] += difference;
                    squares[i] += difference * difference;
                }
            }

            for (int i = 0; i < sums.Length; i++)
            {
                double mean = sums[i] / Pairs, error = Math.Sqrt(((squares[i] / Pairs) - (mean * mean)) / Pairs);
                Close.Within((5 * error) + 1e-10, 0, mean, $"{family}, {estimator}: entry {i}");
            }
        }
    }

    private static (IEstimated Model, double[] Phi, double[] Noise) At(string family)
    {
        IEstimated model = s_models[family]();
        return (model, [.. Normals(model.ParameterCount, seed: 2).Select(x => 0.3 * x)], Normals(model.NoiseCount, seed: 3));
    }

    private static double[] Normals(int count, ulong seed)
    {
        var random = new Philox(seed);
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = random.NextNormal();
        }

        return values;
    }

    private static (double Value, double[] Gradient) Evaluate(StepElbo<Scalar> elbo, double[] phi, double[] noise)
    {
        double[] gradient = new double[phi.Length];
        elbo.MoveTo(phi);
        double value = elbo.Evaluate(ScalarSpan.Cast(noise), [], ScalarSpan.Cast(gradient.AsSpan())).Value;
        return (value, gradient);
    }

    private static double Slope(double[] x, int i, Func<double[], double> f)
    {
        const double H = 1e-3;
        double At(double step)
        {
            double[] moved = [.. x];
            moved[i] += step;
            return f(moved);
        }

        return ((8 * (At(H) - At(-H))) - (At(2 * H) - At(-2 * H))) / (12 * H);
    }
}
