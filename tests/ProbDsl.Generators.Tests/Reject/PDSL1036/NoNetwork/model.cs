using ProbDsl;

[ProbabilisticModel]
public sealed partial class M(double x, double beta)
{
    [Prior] Normal Mu() => new(0, 1);
    [Likelihood] Normal X(double mu) => new(mu, 1);
    [Objective] double Loss(double reconstruction, double kl) => reconstruction - beta * kl;
}
