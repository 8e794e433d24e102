namespace ProbDsl.EndToEnd.Tests.Conjugate;

/// <summary>A linear model with Gaussian noise on the unconstrained scale: u ~ Normal(m, P), y = H·u + noise with variances r. All in plain arithmetic.</summary>
internal sealed class GaussianTarget
{
    public GaussianTarget(double[] priorMean, double[,] priorCovariance, double[,] design, double[] noiseVariance, double[] y)
    {
        int n = priorMean.Length;
        int rows = y.Length;

        // Marginal of the data: Normal(H·m, H·P·Hᵀ + R); regression of u on it gives the posterior.
        var marginal = new double[rows, rows];
        var cross = new double[n, rows];
        var residual = new double[rows];
        for (int a = 0; a < rows; a++)
        {
            residual[a] = y[a];
            for (int i = 0; i < n; i++)
            {
                residual[a] -= design[a, i] * priorMean[i];
                for (int j = 0; j < n; j++)
                {
                    cross[i, a] += priorCovariance[i, j] * design[a, j];
                    for (int b = 0; b < rows; b++)
                    {
                        marginal[a, b] += design[a, i] * priorCovariance[i, j] * design[b, j];
                    }
                }
            }

            marginal[a, a] += noiseVariance[a];
        }

        double[,] root = Cholesky(marginal);
        double[] white = SolveLower(root, residual);
        LogEvidence = white.Sum(w => -0.5 * w * w) - Enumerable.Range(0, rows).Sum(a => Math.Log(root[a, a])) - (0.5 * rows * Math.Log(2.0 * Math.PI));
        double[][] gain = [.. Enumerable.Range(0, n).Select(i => SolveLower(root, [.. Enumerable.Range(0, rows).Select(a => cross[i, a])]))];
        Mean = [.. Enumerable.Range(0, n).Select(i => priorMean[i] + gain[i].Zip(white, (g, w) => g * w).Sum())];
        var covariance = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                covariance[i, j] = priorCovariance[i, j] - gain[i].Zip(gain[j], (g, h) => g * h).Sum();
            }
        }

        Root = Cholesky(covariance);
    }

    public double LogEvidence { get; init; }

    /// <summary>The posterior mean.</summary>
    public double[] Mean { get; }

    /// <summary>L with posterior covariance L·Lᵀ.</summary>
    public double[,] Root { get; }

    public int Dimension => Mean.Length;

    /// <summary>u = mean + L·ε, log q(u) and its gradient −L⁻ᵀ·ε.</summary>
    public (double[] U, double LogQ, double[] Score) Draw(double[] noise)
    {
        double[] u = [.. Mean];
        double logQ = -0.5 * Dimension * Math.Log(2.0 * Math.PI);
        for (int i = 0; i < Dimension; i++)
        {
            logQ -= Math.Log(Root[i, i]) + (0.5 * noise[i] * noise[i]);
            for (int j = 0; j <= i; j++)
            {
                u[i] += Root[i, j] * noise[j];
            }
        }

        var score = new double[Dimension];
        for (int i = Dimension - 1; i >= 0; i--)
        {
            score[i] = -noise[i];
            for (int j = i + 1; j < Dimension; j++)
            {
                score[i] -= Root[j, i] * score[j];
            }

            score[i] /= Root[i, i];
        }

        return (u, logQ, score);
    }

    private static double[,] Cholesky(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        var root = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = matrix[i, j];
                for (int k = 0; k < j; k++)
                {
                    sum -= root[i, k] * root[j, k];
                }

                root[i, j] = i == j ? Math.Sqrt(sum) : sum / root[j, j];
            }
        }

        return root;
    }

    private static double[] SolveLower(double[,] root, double[] right)
    {
        double[] solution = [.. right];
        for (int i = 0; i < right.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                solution[i] -= root[i, j] * solution[j];
            }

            solution[i] /= root[i, i];
        }

        return solution;
    }
}
