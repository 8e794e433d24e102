using ProbDsl;
using D = System.Double;
namespace A { 
using System.Text;
public static class Help { public const double C = 2; static double hidden = 1; public static double Scale => 3; public static double F(double x) => x * C + Scale; 
  public static double G(double x, double y) { double z = x * y; for (int i = 0; i < 3; i++) z += x; return z; }
  public static double Cond(double x, double d) { if (d > 0) return x; double y = x * x; return y * d; } }
public partial class Outer<T> where T : class {
[ProbabilisticModel, LowRank(2)]
internal partial record class Reg(int N, double[,] x, int[] y, double[] t, int[] county, bool[] seen, double?[] q2, List<double> w, string kind)
{
    const int K = 3;
    int Counties => 4;
    double lo = 1;
    [Prior] Normal Beta([Plate(nameof(K))] int k) => new Normal(sd: 2, mean: 0);
    [Prior, Support(Lower = 0)] Normal Sigma() => new(0, 5);
    [Prior, Support(Lower = nameof(lo), Upper = nameof(Room))] Flat Z([Plate(nameof(Counties))] int j, double sigma) => Flat.Real();
    double Room(int j, double sigma) => sigma + t[j];
    [Derived] double Eta([Plate(nameof(N))] int n, double[] beta)
    {
        double s = 0;
        for (int k = 0; k < beta.Length; k++) s += beta[k] * x[n, k];
        return s + Help.F(beta[0]);
    }
    [Likelihood] Bernoulli Y(int n, double[] eta) => Bernoulli.FromLogit(eta[n]);
    [Likelihood(Of = nameof(t))] Normal? Tt(int n, double[] eta, double[] z, double sigma)
    {
        if (!seen[n]) return null;
        int c = county[n];
        var scale = lo * 2; // comment
        if (kind == "a")
            return new(eta[n] + z[c] * scale, sigma);
        double m = eta[n];
        switch (c) { case 0: m += 1; break; case 1: case 2: m *= scale; break; default: m = 0; break; }
        double adj = c switch { 0 => m, > 2 => m * m, _ => 0.0 };
        return n > 0 ? new Normal(m + adj + t[n - 1], sigma) : new(mean: m, sd: sigma);
    }
    [Factor] double F(double[] beta, double sigma)
    {
        double total = 0;
        for (int i = N - 1; i >= 0; i--) { double e = t[i] - beta[1]; total -= Help.G(e, sigma) + Help.G(sigma, e); }
        for (int i = 0; i < N; i += 2) total += t[i] * sigma * i;
        foreach (double v in w) total += v * sigma;
        foreach (var b in beta) total += Math.Log(1 + b * b);
        total += ProbMath.LogSumExp(sigma, beta[0], 1) + ProbMath.LogSumExp(beta) + beta.Sum() + ProbMath.Dot(beta, beta) + ProbMath.Dot(x, 0, beta);
        total += Help.Cond(sigma, lo) + new Normal(0, sigma).LogDensity(beta[2]);
        double a = sigma > 1 ? sigma : -sigma;
        bool big = sigma > beta[0] || a <= 2;
        (a, total) = (total, a);
        return Math.Max(a, 0) + (big ? total : 1) + Math.Log10(sigma) + w.Sum() + w.Where(q => q > N).Count();
    }
    [Factor] double Garch(double[] beta, double sigma)
    {
        double[] h = new double[N];
        h[0] = sigma;
        for (int i = 1; i < N; i++)
            h[i] = beta[0] + beta[1] * h[i - 1] + (i > 1 ? t[i - 2] : 0) * beta[2];
        double s = 0;
        double[] acc = new double[N];
        for (int i = 0; i < N; i++) { acc[i] += h[i]; acc[i] += sigma; s += acc[i]; }
        double[] p = { sigma, beta[0] };
        double[] r = [sigma, beta[0], 2];
        return s + p[0] + r[^1] + ProbMath.LogSumExp(p) + Twice(r)[1];
    }
    double[] Twice(double[] v) { var u = new double[v.Length]; for (int i = 0; i < v.Length; i++) u[i] = 2 * v[i]; return u; }
}
}
}
