namespace ProbDsl.EndToEnd.Tests.Exact;

/// <summary>
/// Posteriors recorded beside Infer.NET (dotnet/infer 466c26ef): closed forms, enumerations and quadratures that do not depend on it, and the optima of mean fields
/// found by coordinate ascent.
/// </summary>
/// <param name="LogEvidence">log p(x).</param>
/// <param name="Moments">The mean and the variance of each scalar, in the order of the model's quantities.</param>
public sealed record Recorded(double LogEvidence, (double Mean, double Variance)[] Moments)
{

    /// <summary>beta_bernoulli.</summary>
    public static Recorded Coin { get; } = new(-8.295049140435111,
    [
        (0.6470588235294118, 0.012687427912341407),
    ]);

    /// <summary>gaussian_mean.</summary>
    public static Recorded GaussianMean { get; } = new(-10.023805486037727,
    [
        (2.046153846153846, 0.06153846153846154),
    ]);

    /// <summary>gaussian_mean_precision.</summary>
    public static Recorded MeanAndPrecision { get; } = new(-16.49362673137604,
    [
        (1.1989001056676158, 0.09165820506288667),
        (1.33182849823442, 0.32245018626047295),
    ]);

    /// <summary>normal_gamma.</summary>
    public static Recorded NormalGamma { get; } = new(-13.867358249583033,
    [
        (1.4444778814324404, 0.2608145437434439),
        (1.0833333333333335, 0.06593253968253969),
    ]);

    /// <summary>hierarchical_groups.</summary>
    public static Recorded Groups { get; } = new(-18.201572177738107,
    [
        (2.296767694274139, 1.077254706557767),
        (2.7305205918672413, 0.31406659589679364),
        (0.21075196603045887, 0.45774388526614374),
        (4.793927511427892, 0.23902164258324987),
        (1.8193535388548274, 0.8430901882623196),
    ]);

    /// <summary>kalman_chain.</summary>
    public static Recorded KalmanChain { get; } = new(-14.402314300451838,
    [
        (0.49924767429000316, 0.3007353872226495),
        (0.6859013078662567, 0.29550823292727624),
        (0.4887432588589208, 0.29439264103447993),
        (0.4720497466384097, 0.2941638537291471),
        (1.0003873260669052, 0.29416053270679665),
        (1.5914669842872173, 0.29437307813719915),
        (2.052213507687041, 0.2954158791551129),
        (2.170593473391265, 0.30030328245294236),
        (2.458094359965031, 0.32316293818848063),
        (2.781904221516942, 0.43007353872226517),
    ]);

    /// <summary>linear_gaussian_latent.</summary>
    public static Recorded LinearGaussian { get; } = new(-16.076006501366308,
    [
        (0.5657078398195149, 0.19402143260011281),
        (0.6308516638465876, 0.1601804850535815),
        (-0.9706711787930065, 0.19402143260011281),
        (0.6249294980259447, 0.1601804850535815),
        (0.8133107727016358, 0.19402143260011281),
        (-0.8753525098702766, 0.1601804850535815),
        (1.0738860688099265, 0.19402143260011281),
        (0.9461364918217707, 0.1601804850535815),
    ]);

    /// <summary>linreg_known_noise.</summary>
    public static Recorded Regression { get; } = new(-11.811779096689015,
    [
        (0.5719467666758792, 0.03336687000025814),
        (1.5783778048786552, 0.030456421179074617),
        (-1.3453256783683283, 0.031155042452973503),
    ]);

    /// <summary>linreg_unknown_precision.</summary>
    public static Recorded RegressionWithPrecision { get; } = new(-12.826147959977666,
    [
        (0.5716745979626271, 0.047722099565854374),
        (1.577121307285222, 0.04356072943899766),
        (-1.3442959097191527, 0.044562151653366786),
        (3.579532973152507, 2.8395411801756794),
    ]);

    /// <summary>gamma_poisson.</summary>
    public static Recorded Counts { get; } = new(-16.330757033344106,
    [
        (3.5294117647058822, 0.41522491349480967),
    ]);

    /// <summary>trueskill_1v1.</summary>
    public static Recorded TwoPlayers { get; } = new(-1.0221820141704558,
    [
        (31.478756854955797, 41.96401726899967),
        (27.134118025772732, 17.720663448359907),
    ]);

    /// <summary>probit_classification.</summary>
    public static Recorded Probit { get; } = new(-8.697482756286115,
    [
        (-0.21582385761487535, 0.20611614456053617),
        (0.7024015564529962, 0.17794032392081643),
    ]);

    /// <summary>logistic_regression.</summary>
    public static Recorded LogisticRegression { get; } = new(-7.82000270938308,
    [
        (-0.3166378991938353, 0.5750205456780206),
        (1.135892281645606, 0.5099668943122537),
    ]);

    /// <summary>poisson_regression.</summary>
    public static Recorded PoissonRegression { get; } = new(-14.485220560393465,
    [
        (0.3366093711320875, 0.1189780781344436),
        (1.1048544869111594, 0.0810612717646022),
    ]);

    /// <summary>clutter.</summary>
    public static Recorded Clutter { get; } = new(-24.991533457916074,
    [
        (2.236771068849804, 0.5430462667591129),
    ]);

    /// <summary>ppca_rank1.</summary>
    public static Recorded PrincipalComponent { get; } = new(-27.52145315244902,
    [
        (0.0, 1.3457134105432331),
        (0.0, 0.7164077043960382),
        (0.0, 0.5059169539194829),
    ]);

}
