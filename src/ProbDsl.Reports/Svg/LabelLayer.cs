using System.Globalization;
using System.Text;

namespace ProbDsl.Reports;

/// <summary>Words above points, where there is room.</summary>
internal sealed class LabelLayer(string name, IReadOnlyList<(double X, double Y, string Words)> labels) : Layer(name, 0)
{
    private const double Above = 11;

    public override IEnumerable<(double X, double Y)> Points => labels.Select(l => (l.X, l.Y));

    public override void Draw(SvgText svg, Frame frame)
    {
        foreach ((double x, double y, string words) in labels)
        {
            (double X, double Y) middle = (frame.ToX(x), frame.ToY(y) - Above);
            if (frame.TryTake(middle, words))
            {
                svg.Words(middle.X, middle.Y + 4, words, "class=\"h\" text-anchor=\"middle\"");
            }
        }
    }

    public override void Write(StringBuilder csv)
    {
        foreach ((double x, double y, string words) in labels)
        {
            csv.Append(CultureInfo.InvariantCulture, $"\"{(Name.Length > 0 ? Name + " " : "")}{words.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{x:G9},{y:G9},,\n");
        }
    }
}
