namespace ProbDsl.Benchmarks;

[ProbabilisticModel]
public sealed partial class Radon(int counties, int[] county, int[] floor, double[] logRadon)
{
    [Prior] Normal Mean() => new(0, 10);

    [Prior] HalfNormal Spread() => new(1);

    [Prior] Normal Alpha([Plate(nameof(counties))] int c, double mean, double spread) => new(mean, spread);

    [Prior] Normal Slope() => new(0, 10);

    [Prior] HalfNormal Sigma() => new(1);

    [Likelihood]
    Normal? LogRadon(int n, double[] alpha, double slope, double sigma)
        => double.IsNaN(logRadon[n]) ? null : new(alpha[county[n]] + slope * floor[n], sigma);
}

public class RadonBenchmark() : GradientBenchmark<RadonBenchmark.Generated, RadonBenchmark.HandWritten>(
    new Generated(new Radon(Counties, s_county, s_floor, s_logRadon)), new HandWritten(Counties, s_county, s_floor, s_logRadon))
{
    private const int Counties = 85;
    private static readonly double[] s_logRadon = [.. Synthetic.Normals(919, 5).Select((y, n) => n % 50 == 7 ? double.NaN : y)];
    private static readonly int[] s_county = [.. Enumerable.Range(0, s_logRadon.Length).Select(n => n * n / 10000 % Counties)];
    private static readonly int[] s_floor = [.. Enumerable.Range(0, s_logRadon.Length).Select(n => n % 6 == 0 ? 1 : 0)];

    public readonly struct Generated(Radon model) : IGradient
    {
        public int Dimension => model.Dimension;

        public T Evaluate<T>(ReadOnlySpan<T> u, Span<T> gradient, Workspace<T> workspace)
            where T : unmanaged, ILane<T> => model.LogJoint(u, gradient, workspace);
    }

    /// <summary>Measured rows are picked out beforehand; their order is kept.</summary>
    public readonly struct HandWritten : IGradient
    {
        private readonly int _counties;
        private readonly int[] _county;
        private readonly double[] _floor;
        private readonly double[] _logRadon;
        private readonly double _constant;

        public HandWritten(int counties, int[] county, int[] floor, double[] logRadon)
        {
            int[] measured = [.. Enumerable.Range(0, logRadon.Length).Where(n => !double.IsNaN(logRadon[n]))];
            _counties = counties;
            _county = [.. measured.Select(n => county[n])];
            _floor = [.. measured.Select(n => (double)floor[n])];
            _logRadon = [.. measured.Select(n => logRadon[n])];
            _constant = -0.5 * Math.Log(2 * Math.PI) * (2 + counties + measured.Length) - 2 * Math.Log(10) + Math.Log(2 / Math.PI);
        }

        public int Dimension => _counties + 4;

        public T Evaluate<T>(ReadOnlySpan<T> u, Span<T> gradient, Workspace<T> workspace)
            where T : unmanaged, ILane<T>
        {
            int counties = _counties;
            T mean = u[0];
            T logSpread = u[1];
            T spread = T.Exp(logSpread);
            ReadOnlySpan<T> alpha = u.Slice(2, counties);
            Span<T> dAlpha = gradient.Slice(2, counties);
            T slope = u[2 + counties];
            T logSigma = u[3 + counties];
            T sigma = T.Exp(logSigma);
            T sigma2 = sigma * sigma;
            T spread2 = spread * spread;
            T alphaPrecision = 1.0 / spread2;
            T precision = 1.0 / sigma2;

            T sumD = 0.0;
            T sumD2 = 0.0;
            for (int c = 0; c < alpha.Length; c++)
            {
                T d = alpha[c] - mean;
                sumD += d;
                sumD2 += d * d;
                dAlpha[c] = -(alphaPrecision * d);
            }

            ReadOnlySpan<double> logRadon = _logRadon;
            ReadOnlySpan<int> county = _county.AsSpan(0, logRadon.Length);
            ReadOnlySpan<double> floor = _floor.AsSpan(0, logRadon.Length);
            T sumRX = 0.0;
            T sumR2 = 0.0;
            for (int n = 0; n < logRadon.Length; n++)
            {
                int c = county[n];
                T r = logRadon[n] - (alpha[c] + slope * floor[n]);
                sumRX += r * floor[n];
                sumR2 += r * r;
                dAlpha[c] += precision * r;
            }

            T alphaChiSquared = alphaPrecision * sumD2;
            T chiSquared = precision * sumR2;
            gradient[0] = alphaPrecision * sumD - 0.01 * mean;
            gradient[1] = 1.0 - counties + alphaChiSquared - spread2;
            gradient[2 + counties] = precision * sumRX - 0.01 * slope;
            gradient[3 + counties] = 1.0 - logRadon.Length + chiSquared - sigma2;
            return _constant - 0.005 * (mean * mean + slope * slope) - 0.5 * (spread2 + sigma2 + alphaChiSquared + chiSquared)
                + (1.0 - counties) * logSpread + (1.0 - logRadon.Length) * logSigma;
        }
    }
}
