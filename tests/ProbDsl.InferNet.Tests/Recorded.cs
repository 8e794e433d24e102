namespace ProbDsl.InferNet.Tests;

/// <summary>One recorded posterior.</summary>
/// <param name="LogEvidence">The log evidence, or the bound.</param>
/// <param name="Moments">Mean and variance of each latent scalar, in the model's order.</param>
internal sealed record Moments(double LogEvidence, (double Mean, double Variance)[] Scalars)
{
    /// <summary>How far a posterior is from this one, in words: the numbers of the README's table.</summary>
    public string Distance(Posterior posterior)
    {
        double mean = Scalars.Select((s, k) => Math.Abs(posterior.Scalars[k].Mean - s.Mean) / Math.Sqrt(s.Variance)).Max();
        double sd = Scalars.Select((s, k) => Math.Abs((posterior.Scalars[k].Sd / Math.Sqrt(s.Variance)) - 1)).Max();
        double evidence = posterior.LogEvidence.Value - LogEvidence;
        return FormattableString.Invariant($"from the posterior: means {mean:0.0e+0} sd, sds {sd:0.0e+0}, log evidence {evidence:0.0e+0}");
    }
}

/// <summary>
/// Posteriors recorded once. <see cref="Exact"/> was computed without Infer.NET: closed forms, conditioning of joint Gaussians, and quadrature whose
/// error is below 3e-11. The others are what Infer.NET 0.4.2504.701 gave on .NET 10.
/// </summary>
/// <param name="Exact">The posterior.</param>
/// <param name="ExpectationPropagation">50 iterations.</param>
/// <param name="VariationalMessagePassing">Mean field; null where it was not recorded.</param>
internal sealed record Recorded(Moments Exact, Moments ExpectationPropagation, Moments? VariationalMessagePassing)
{
    public static IReadOnlyDictionary<string, Recorded> All { get; } = new Dictionary<string, Recorded>
    {
        ["beta_bernoulli"] = new(
            new(-8.295049140435111, [(0.6470588235294118, 0.012687427912341407)]),
            new(-8.29504914043512, [(0.6470588235294118, 0.012687427912341407)]),
            new(-8.295049140435117, [(0.6470588235294118, 0.012687427912341407)])),
        ["gaussian_mean"] = new(
            new(-10.023805486037727, [(2.046153846153846, 0.06153846153846154)]),
            new(-10.023805486037725, [(2.046153846153846, 0.06153846153846154)]),
            new(-10.023805486037727, [(2.046153846153846, 0.06153846153846154)])),
        ["gaussian_mean_precision"] = new(
            new(-16.49362673137604, [(1.1989001056676158, 0.09165820506288667), (1.33182849823442, 0.32245018626047295)]),
            new(-16.455013453956894, [(1.1990751046482209, 0.08952454197646062), (1.355213270371663, 0.3774811058165472)]),
            new(-16.53830917389594, [(1.199099645703426, 0.07502952471451917), (1.3318086560656133, 0.2956190493952158)])),
        ["linreg_known_noise"] = new(
            new(-11.811779096689015, [(0.5719467666758792, 0.03336687000025814), (1.5783778048786552, 0.030456421179074617), (-1.3453256783683283, 0.031155042452973503)]),
            new(-11.811779096688921, [(0.5719467666758792, 0.033366870000258134), (1.5783778048786552, 0.03045642117907462), (-1.3453256783683283, 0.031155042452973503)]),
            new(-11.811779096689026, [(0.5719467666758792, 0.033366870000258134), (1.5783778048786552, 0.03045642117907462), (-1.3453256783683283, 0.031155042452973503)])),
        ["hierarchical_groups"] = new(
            new(-18.201572177738107, [(2.296767694274139, 1.077254706557767), (2.7305205918672413, 0.31406659589679364), (0.21075196603045887, 0.45774388526614374), (4.793927511427892, 0.23902164258324987), (1.8193535388548274, 0.8430901882623196)]),
            new(-18.201572177738107, [(2.2967676942741395, 1.0772547065577678), (2.7305205918672417, 0.31406659589679153), (0.21075196603045993, 0.45774388526614523), (4.79392751142789, 0.23902164258324485), (1.8193535388548279, 0.8430901882623107)]),
            new(-18.258390467591255, [(2.296767694274139, 0.9615384615384615), (2.7305205918672417, 0.3076923076923077), (0.2107519660304599, 0.4444444444444444), (4.79392751142789, 0.23529411764705882), (1.8193535388548276, 0.8)])),
        ["gamma_poisson"] = new(
            new(-16.330757033344106, [(3.5294117647058822, 0.41522491349480967)]),
            new(-16.330757033344106, [(3.5294117647058822, 0.41522491349480967)]),
            new(-16.330757033344103, [(3.5294117647058822, 0.41522491349480967)])),
        ["probit_classification"] = new(
            new(-8.697482756286115, [(-0.21582385761487535, 0.20611614456053617), (0.7024015564529962, 0.17794032392081643)]),
            new(-8.703857257116534, [(-0.21546932180146422, 0.20519262141487168), (0.7010959204049623, 0.17216776944622217)]),
            new(-9.493917930546594, [(-0.18322360733545903, 0.10379640176634887), (0.5950590741163353, 0.06397553325947537)])),
        ["trueskill_1v1"] = new(
            new(-1.0221820141704558, [(31.478756854955797, 41.96401726899967), (27.134118025772732, 17.720663448359907)]),
            new(-1.0221820141704563, [(31.478756854955794, 41.96401726899967), (27.134118025772736, 17.720663448359907)]),
            null),
        ["kalman_chain"] = new(
            new(-14.402314300451838, [(0.49924767429000316, 0.3007353872226495)]),
            new(-14.402314300451838, [(0.49924767429000316, 0.3007353872226494)]),
            null),
    };
}
