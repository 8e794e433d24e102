using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    int N => y.Length;
    [Prior] Normal A([Plate(nameof(N))] int t) => new(0, 1);
    [Factor]
    double Smooth(double[] a)
    {
        double s = 0;
        for (int t = 0; t <= N; t++)
        {
            s += a[t];
        }

        return s;
    }
}
