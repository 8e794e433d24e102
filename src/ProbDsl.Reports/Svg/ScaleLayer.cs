using System.Text;

namespace ProbDsl.Reports;

/// <summary>An arrow of a round length in the lower left corner that says how long arrows are.</summary>
/// <param name="window">What the figure shows.</param>
/// <param name="perUnit">Length of an arrow of one unit, in the units of the horizontal axis.</param>
/// <param name="unit">The unit.</param>
internal sealed class ScaleLayer(Window window, double perUnit, string unit) : Layer("", Theme.Grey)
{
    private const double Longest = 0.2;

    public double Length { get; } = Round(Longest * (window.Right - window.Left) / perUnit);

    public string Words => FormattableString.Invariant($"{Length:G4} {unit}");

    public override IEnumerable<(double X, double Y)> Points => [];

    private ArrowLayer Arrow => new("scale of arrows", Theme.Grey, [(window.Left + 0.04 * (window.Right - window.Left), window.Bottom + 0.06 * (window.Top - window.Bottom), Length * perUnit, 0)], width: 2);

    public override void Draw(SvgText svg, Frame frame) => Draw(svg, frame.To);

    /// <summary>Draws it in any projection, with its words behind the tip.</summary>
    public void Draw(SvgText svg, Func<(double X, double Y), (double X, double Y)> to)
    {
        Arrow.Draw(svg, to);
        (double X, double Y) tip = to(Arrow.Points.Last());
        svg.Words(tip.X + 6, tip.Y + 4, Words, "class=\"h\"");
    }

    public override void Write(StringBuilder csv) => Arrow.Write(csv);

    // The largest of 1, 2 and 5 times a power of ten that is no larger.
    private static double Round(double most)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return most >= 5 * power ? 5 * power : most >= 2 * power ? 2 * power : power;
    }
}
