namespace ProbDsl.Reports;

/// <summary>Where the data of a plot lie on the page, in pixels.</summary>
internal sealed record Frame(Window Window, double X, double Y, double Width, double Height)
{
    public double ToX(double x) => X + (x - Window.Left) / (Window.Right - Window.Left) * Width;

    public double ToY(double y) => Y + Height - (y - Window.Bottom) / (Window.Top - Window.Bottom) * Height;

    // Where words stand already.
    private readonly List<(double X, double Y, double Width)> _taken = [];

    /// <summary>Takes the place of words around a point; false where they would stand on others or reach beyond the frame.</summary>
    public bool TryTake((double X, double Y) middle, string words)
    {
        double width = Figure.LetterWidth * words.Length + 4;
        if (middle.X - width / 2 < X || middle.X + width / 2 > X + Width || middle.Y < Y + LineHeight / 2 || middle.Y > Y + Height - LineHeight / 2
            || _taken.Any(t => Math.Abs(t.X - middle.X) < (t.Width + width) / 2 && Math.Abs(t.Y - middle.Y) < LineHeight))
        {
            return false;
        }

        _taken.Add((middle.X, middle.Y, width));
        return true;
    }

    private const double LineHeight = 15;

    public (double X, double Y) To((double X, double Y) point) => (ToX(point.X), ToY(point.Y));
}
