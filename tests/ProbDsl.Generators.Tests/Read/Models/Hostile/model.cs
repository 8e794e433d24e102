namespace Hostile;

// The user's own names stand in front of ours.
public static class Math
{
    public static double Exp(double x) => x + 1;
}

public record Normal(double A);

public enum Kind { One, Two }

[ProbDsl.ProbabilisticModel]
public partial class Names(double[] i, double[] @class, Kind kind, double? missing)
{
    int n => i.Length;

    [ProbDsl.Prior] ProbDsl.Normal Mu() => new(0, 1);

    [ProbDsl.Likelihood]
    ProbDsl.Normal I([ProbDsl.Plate(nameof(n))] int n, double mu)
    {
        double i_1 = Math.Exp(mu), @double = System.Math.Exp(i_1);
        (double x, var y) = (i_1, @double);
        (x, y) = (y, x);
        var offset = kind switch { Kind.One => 0.5, _ => missing ?? @class[0] };
        System.Func<double, double> half = v => v / 2; /* data */
        double k = half(i[n]);
        for (int j = 0; j < n; ++j)
            for (int l = j; 2 > l; l++)
                x += y * j * l;
        return new(mean: x + y + offset + k, sd: 1 + (mu > 0 ? 1 : 0));

    }
}
