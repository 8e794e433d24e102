using ProbDsl;

[ProbabilisticModel]
public partial class Matrix(int rows, int columns, int[] row, int[] column, double[] y)
{
    [Prior] Normal Level() => new(0, 5);
    [Prior] Normal Cell([Plate(nameof(rows))] int r, [Plate(nameof(columns))] int c, double level) => new(level, 2);
    [Likelihood] Normal Y(int n, double[,] cell) => new(3 * cell[row[n], column[n]], 1);
}
