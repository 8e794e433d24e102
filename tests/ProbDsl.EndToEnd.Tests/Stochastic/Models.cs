using AmortisedRowsProgram = ProbDsl.Generated.ProbDsl_EndToEnd_Tests_Stochastic_AmortisedRows.ModelProgram;
using BatchedFullRankProgram = ProbDsl.Generated.ProbDsl_EndToEnd_Tests_Stochastic_BatchedFullRank.ModelProgram;
using BatchedLineProgram = ProbDsl.Generated.ProbDsl_EndToEnd_Tests_Stochastic_BatchedLine.ModelProgram;
using BatchedLowRankProgram = ProbDsl.Generated.ProbDsl_EndToEnd_Tests_Stochastic_BatchedLowRank.ModelProgram;
using BatchedOwnRowsProgram = ProbDsl.Generated.ProbDsl_EndToEnd_Tests_Stochastic_BatchedOwnRows.ModelProgram;
using BatchedRowsProgram = ProbDsl.Generated.ProbDsl_EndToEnd_Tests_Stochastic_BatchedRows.ModelProgram;
using BatchedSchoolsProgram = ProbDsl.Generated.ProbDsl_EndToEnd_Tests_Stochastic_BatchedSchools.ModelProgram;
using BatchedSchoolsOtherProgram = ProbDsl.Generated.ProbDsl_EndToEnd_Tests_Stochastic_BatchedSchools.Coordinates.ModelProgram;

namespace ProbDsl.EndToEnd.Tests.Stochastic;

/// <summary>Two coefficients with an orthogonal design: the posterior is normal and independent, so that mean field holds it exactly.</summary>
[ProbabilisticModel]
public sealed partial class BatchedLine(double[] x, double[] y)
{
    int Rows => y.Length;

    [Prior] Normal Level() => new(0, 10);

    [Prior] Normal Slope() => new(0, 10);

    [Likelihood] Normal Y([Plate(nameof(Rows), Subsample = true)] int n, double level, double slope) => new(level + (slope * x[n]), 2);

    internal BatchedCase Case => BatchedCase.Of(new BatchedLineProgram(ModelData));
}

/// <summary>The same, each step on all data.</summary>
[ProbabilisticModel]
public sealed partial class WholeLine(double[] x, double[] y)
{
    [Prior] Normal Level() => new(0, 10);

    [Prior] Normal Slope() => new(0, 10);

    [Likelihood] Normal Y(int n, double level, double slope) => new(level + (slope * x[n]), 2);
}

/// <summary>The same with a q of one's own, its means in units of 0.29, about the posterior's standard deviation.</summary>
[ProbabilisticModel]
public sealed partial class DeclaredLine(double[] x, double[] y)
{
    [Prior] Normal Level() => new(0, 10);

    [Prior] Normal Slope() => new(0, 10);

    [Likelihood] Normal Y(int n, double level, double slope) => new(level + (slope * x[n]), 2);

    [Variational(nameof(Level))] Normal QLevel([Parameter] double levelCentre, [Parameter] double levelLogSd) => new(0.29 * levelCentre, Math.Exp(levelLogSd));

    [Variational(nameof(Slope))] Normal QSlope([Parameter] double slopeCentre, [Parameter] double slopeLogSd) => new(0.29 * slopeCentre, Math.Exp(slopeLogSd));
}

/// <summary>Local latents, missing rows, a term of data alone in each row, a table of two indices, a derived quantity.</summary>
[ProbabilisticModel]
public sealed partial class BatchedRows(double[] y, double[] sd, double[,] x, int[] group, int groups)
{
    int Rows => y.Length;

    int Columns => x.GetLength(1);

    [Prior] Normal Mu([Plate(nameof(groups))] int g) => new(0, 5);

    [Prior] Normal Beta([Plate(nameof(Columns))] int k) => new(0, 1);

    [Prior] HalfNormal Tau() => new(2);

    [Prior] LogNormal Theta([Plate(nameof(Rows), Subsample = true)] int n, double[] mu, double tau) => new(mu[group[n]], tau);

    [Derived] double Mean([Plate(nameof(Rows))] int n, double[] theta, double[] beta) => theta[n] + ProbMath.Dot(x, n, beta);

    [Likelihood] Normal? Y([Plate(nameof(Rows))] int n, double[] mean) => double.IsNaN(y[n]) ? null : new(mean[n], sd[n]);

    [Factor] double Soft([Plate(nameof(Rows))] int n, double[] theta) => Math.Log(1 + sd[n]) - Math.Sqrt(1 + theta[n]);

    internal BatchedCase Case => BatchedCase.Of(new BatchedRowsProgram(ModelData));
}

/// <summary>A q of one's own that reads data: the latents of all rows share two coefficients.</summary>
[ProbabilisticModel]
public sealed partial class AmortisedRows(double[] y)
{
    int Rows => y.Length;

    [Prior] Normal Mu() => new(0, 3);

    [Prior] Normal Z([Plate(nameof(Rows), Subsample = true)] int n, double mu) => new(mu, 1);

    [Likelihood] Normal Y([Plate(nameof(Rows))] int n, double[] z) => new(z[n], 0.5);

    [Variational(nameof(Z))]
    Normal QZ(int n, double mu, [Parameter] double onY, [Parameter] double onMu, [Parameter] double logSd) => new((onY * y[n]) + (onMu * mu), Math.Exp(logSd));

    internal BatchedCase Case => BatchedCase.Of(new AmortisedRowsProgram(ModelData));
}

[ProbabilisticModel, FullRank]
public sealed partial class BatchedFullRank(double[] y)
{
    int Rows => y.Length;

    [Prior] Normal Mu() => new(0, 3);

    [Prior] Normal Z([Plate(nameof(Rows), Subsample = true)] int n, double mu) => new(mu, 1);

    [Likelihood] Normal Y([Plate(nameof(Rows))] int n, double[] z) => new(z[n], 0.5);

    internal BatchedCase Case => BatchedCase.Of(new BatchedFullRankProgram(ModelData));
}

/// <summary>Two latents outside the plate, one factor; the scale has a transform.</summary>
[ProbabilisticModel, LowRank(1)]
public sealed partial class BatchedLowRank(double[] y)
{
    int Rows => y.Length;

    [Prior] Normal Mu() => new(0, 3);

    [Prior] HalfNormal Tau() => new(1);

    [Prior] Normal Z([Plate(nameof(Rows), Subsample = true)] int n, double mu, double tau) => new(mu, tau);

    [Likelihood] Normal Y([Plate(nameof(Rows))] int n, double[] z) => new(z[n], 0.5);

    internal BatchedCase Case => BatchedCase.Of(new BatchedLowRankProgram(ModelData));
}

/// <summary>A q of one's own with parameters for each row, low rank for the rest, a parameter of p.</summary>
[ProbabilisticModel, LowRank(1)]
public sealed partial class BatchedOwnRows(double[] y)
{
    int Rows => y.Length;

    [Prior] Normal Mu() => new(0, 3);

    [Prior] HalfNormal Tau() => new(1);

    [Prior] Normal Z([Plate(nameof(Rows), Subsample = true)] int n, double mu, double tau) => new(mu, tau);

    [Likelihood] Normal Y([Plate(nameof(Rows))] int n, double[] z, [Parameter] double shift) => new(z[n] + shift, 0.5);

    [Variational(nameof(Z))]
    Normal QZ(int n, double mu, [Parameter(Size = nameof(Rows))] double[] m, [Parameter(Size = nameof(Rows))] double[] logS, [Parameter] double onMu)
        => new(m[n] + (onMu * mu), Math.Exp(logS[n]));

    internal BatchedCase Case => BatchedCase.Of(new BatchedOwnRowsProgram(ModelData));
}

/// <summary>Schools as rows: a hierarchy in a subsampled plate.</summary>
[ProbabilisticModel]
public sealed partial class BatchedSchools(double[] effect, double[] standardError)
{
    int Count => effect.Length;

    [Prior] Normal Mu() => new(mean: 0, sd: 5);

    [Prior] HalfCauchy Tau() => new(scale: 5);

    [Prior] Normal Theta([Plate(nameof(Count), Subsample = true)] int j, double mu, double tau) => new(mu, tau);

    [Likelihood] Normal Effect([Plate(nameof(Count))] int j, double[] theta) => new(theta[j], standardError[j]);

    internal BatchedCase Case => BatchedCase.Of(new BatchedSchoolsProgram(ModelData));

    internal BatchedCase InOtherCoordinates => BatchedCase.Of(new BatchedSchoolsOtherProgram(CoordinatesData));
}
