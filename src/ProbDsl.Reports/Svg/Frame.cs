namespace ProbDsl.Reports;

/// <summary>Where the data of a plot lie on the page, in pixels.</summary>
internal sealed record Frame(Window Window, double X, double Y, double Width, double Height)
{
    public double ToX(double x) => X + (x - Window.Left) / (Window.Right - Window.Left) * Width;

    public double ToY(double y) => Y + Height - (y - Window.Bottom) / (Window.Top - Window.Bottom) * Height;

    public (double X, double Y) To((double X, double Y) point) => (ToX(point.X), ToY(point.Y));
}
