namespace ProbDsl.Reports;

/// <summary>A function on the nodes of a rectangular grid.</summary>
/// <param name="Window">The rectangle; its edges have nodes.</param>
/// <param name="Values">The values, <c>[column, row]</c>, both at least two; the first row is the lowest.</param>
internal sealed record Grid(Window Window, double[,] Values)
{
    public int Columns => Values.GetLength(0);

    public int Rows => Values.GetLength(1);

    public double X(double column) => Window.Left + column / (Columns - 1) * (Window.Right - Window.Left);

    public double Y(double row) => Window.Bottom + row / (Rows - 1) * (Window.Top - Window.Bottom);

    public static Grid Of(Window window, int columns, int rows, Func<double, double, double> function)
    {
        var grid = new Grid(window, new double[columns, rows]);
        for (int i = 0; i < columns; i++)
        {
            for (int j = 0; j < rows; j++)
            {
                grid.Values[i, j] = function(grid.X(i), grid.Y(j));
            }
        }

        return grid;
    }

    public double Largest => Values.Cast<double>().Max();
}
