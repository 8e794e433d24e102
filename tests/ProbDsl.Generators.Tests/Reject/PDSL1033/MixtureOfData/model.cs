using ProbDsl;

[ProbabilisticModel]
public partial class M(double[][] y)
{
    int Rows => y.Length;
    int Components => 3;
    int Latents => 2;

    [Likelihood]
    NormalMixtureVector Y(
        [Plate(nameof(Rows))] int n,
        [Parameter(Size = nameof(Components))] double[] logits,
        [Parameter(Size = nameof(Components), Columns = nameof(Latents), Spread = 1)] double[,] means,
        [Parameter(Size = nameof(Components), Columns = nameof(Latents))] double[,] logSds)
        => NormalMixtureVector.FromLogits(logits, means, logSds);
}
