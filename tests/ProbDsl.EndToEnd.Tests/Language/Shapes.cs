namespace ProbDsl.EndToEnd.Tests.Language
{
    [ProbabilisticModel]
    public sealed partial record RecordModel(double[] Y, double Spread) : IGenerated
    {
        [Prior] internal Normal Mu() => new(0, Spread);

        [Likelihood(Of = nameof(Y))] internal Normal Seen(int n, double mu) => new(mu, 1);
    }

    public static partial class Outer
    {
        public partial record struct Middle<TLane>
        {
            [ProbabilisticModel]
            public sealed partial class Inner<TItem>(double[] y, TItem tag) : IGenerated
                where TItem : notnull
            {
                double Shift => tag.ToString()!.Length;

                [Prior] internal Normal Mu() => new(Shift, 2);

                [Likelihood] internal Normal Y(int n, double mu) => new(mu, 1 + typeof(TLane).Name.Length);
            }
        }
    }

    [ProbabilisticModel]
    public sealed partial class LearnedModel(double[] y, double[] x) : IGenerated
    {
        int N => y.Length;

        int Features => 2;

        [Prior] internal Normal Z([Plate(nameof(N))] int n, [Parameter(Initial = 0.5)] double center) => new(center, 1);

        [Likelihood]
        internal Normal Y(int n, double[] z, [Parameter] double logScale, [Parameter(Size = nameof(Features))] double[] weight)
            => new(z[n] + weight[0] * x[n] + weight[1] * x[n] * x[n], Math.Exp(logScale));
    }

    [ProbabilisticModel]
    public sealed partial class StructuredModel(double[] y) : IGenerated
    {
        int N => y.Length;

        [Prior] internal Normal Mu() => new(0, 2);

        [Prior] internal HalfNormal Tau() => new(1);

        [Prior] internal Normal Theta([Plate(nameof(N))] int j, double mu, double tau) => new(mu, tau);

        [Prior] internal Normal Other(double mu) => new(mu, 1);

        [Likelihood] internal Normal Y(int j, double[] theta, double other) => new(theta[j] + other, 0.5);

        [Variational(nameof(Tau))] internal LogNormal QTau([Parameter(Initial = -0.5)] double center, [Parameter] double logWidth) => new(center, Math.Exp(logWidth));

        [Variational(nameof(Theta))]
        internal Normal QTheta(int j, double mu, double tau, [Parameter] double[] m, [Parameter] double[] logS, [Parameter] double slope)
            => new(m[j] + slope * mu, tau * Math.Exp(logS[j]));
    }

    [ProbabilisticModel, FullRank]
    public sealed partial class FullRankModel(double[] y) : IGenerated
    {
        int N => y.Length;

        [Prior] internal Normal Mu() => new(0, 2);

        [Prior] internal HalfNormal Tau() => new(1);

        [Prior] internal Normal Theta([Plate(nameof(N))] int j, double mu, double tau) => new(mu, tau);

        [Likelihood] internal Normal Y(int j, double[] theta) => new(theta[j], 0.5);
    }

    [ProbabilisticModel, LowRank(2)]
    public sealed partial class LowRankModel(double[] y) : IGenerated
    {
        int N => y.Length;

        [Prior] internal Normal Mu() => new(0, 2);

        [Prior] internal HalfNormal Tau() => new(1);

        [Prior] internal Normal Theta([Plate(nameof(N))] int j, double mu, double tau) => new(mu, tau);

        [Likelihood] internal Normal Y(int j, double[] theta) => new(theta[j], 0.5);
    }

    internal static class Shapes
    {
        private static readonly double[] s_y = [0.4, -0.6, 1.3];

        public static LanguageCase Record()
        {
            var model = new RecordModel(s_y, 2.5);
            return new(model, p => Shifted(p.Real(), 0, 2.5, 1), 1);
        }

        public static LanguageCase NestedAndGeneric()
        {
            var model = new Outer.Middle<string>.Inner<int>(s_y, 123);
            return new(model, p => Shifted(p.Real(), 3, 2, 7), 1);
        }

        public static LanguageCase GlobalNamespace()
        {
            var model = new GlobalNamespaceModel(s_y);
            return new(model, p => Shifted(p.Real(), 0, 1, 2), 1);
        }

        public static LanguageCase HostileNames()
        {
            var model = new Hostile.HostileModel(s_y);
            return new(model, p =>
            {
                double mu = p.Real();
                double[] theta = p.Reals(3);
                double prior = new Normal(0, 1).LogDensity(mu) + theta.Sum(t => new Normal(-mu, 1).LogDensity(t));
                return (prior, s_y.Select((v, j) => new Normal(theta[j], Math.Exp(mu)).LogDensity(v)).Sum());
            }, 1, 3);
        }

        public static LanguageCase Learned()
        {
            double[] x = [0.5, 1.5, -1.0];
            var model = new LearnedModel(s_y, x);
            return new(model, p =>
            {
                double[] z = p.Reals(3);
                double center = p.Real();
                double logScale = p.Real();
                double[] weight = p.Reals(2);
                return (z.Sum(v => model.Z(0, center).LogDensity(v)), s_y.Select((v, n) => model.Y(n, z, logScale, weight).LogDensity(v)).Sum());
            });
        }

        public static LanguageCase Structured()
        {
            var model = new StructuredModel(s_y);
            return new(model, p =>
            {
                double mu = p.Real();
                double tau = p.Positive();
                double[] theta = p.Reals(3);
                double other = p.Real();
                double prior = model.Mu().LogDensity(mu) + model.Tau().LogDensity(tau) + theta.Sum(t => model.Theta(0, mu, tau).LogDensity(t))
                    + model.Other(mu).LogDensity(other);
                return (prior, s_y.Select((v, j) => model.Y(j, theta, other).LogDensity(v)).Sum());
            });
        }

        public static LanguageCase FullRank()
        {
            var model = new FullRankModel(s_y);
            return new(model, Hierarchy);
        }

        public static LanguageCase LowRank()
        {
            var model = new LowRankModel(s_y);
            return new(model, Hierarchy);
        }

        private static (double Prior, double Likelihood) Hierarchy(Point p)
        {
            double mu = p.Real();
            double tau = p.Positive();
            double[] theta = p.Reals(3);
            double prior = new Normal(0, 2).LogDensity(mu) + new HalfNormal(1).LogDensity(tau) + theta.Sum(t => new Normal(mu, tau).LogDensity(t));
            return (prior, s_y.Select((v, j) => new Normal(theta[j], 0.5).LogDensity(v)).Sum());
        }

        private static (double Prior, double Likelihood) Shifted(double mu, double mean, double sd, double noise)
            => (new Normal(mean, sd).LogDensity(mu), s_y.Sum(v => new Normal(mu, noise).LogDensity(v)));
    }
}

namespace ProbDsl.EndToEnd.Tests.Language.Hostile
{
    using global::ProbDsl.EndToEnd.Tests;

    public static class Math
    {
        public static double Exp(double x) => -x;
    }

    public sealed class Normal;

    public sealed class Plate;

    public sealed class Workspace;

    public static class System;

    [global::ProbDsl.ProbabilisticModel]
    public sealed partial class HostileModel(double[] y) : IGenerated
    {
        int N => y.Length;

        [global::ProbDsl.Prior] internal global::ProbDsl.Normal Mu() => new(0, 1);

        [global::ProbDsl.Prior] internal global::ProbDsl.Normal Theta([global::ProbDsl.Plate(nameof(N))] int @class, double mu) => new(Math.Exp(mu), 1);

        [global::ProbDsl.Likelihood] internal global::ProbDsl.Normal Y(int @int, double[] theta, double mu) => new(theta[@int], global::System.Math.Exp(mu));
    }
}
