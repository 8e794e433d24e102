using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    int N => y.Length;
    [Prior] Normal Mu([Plate(nameof(N))] int i) => new(0, 1);
    [Derived] double[] Twice(double[] mu) => mu.Select(m => 2 * m).ToArray();
    [Likelihood] Normal Y(int i, double[] twice) => new(twice[i], 1);
}
