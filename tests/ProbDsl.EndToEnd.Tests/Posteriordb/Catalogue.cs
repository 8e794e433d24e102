namespace ProbDsl.EndToEnd.Tests.Posteriordb;

public sealed partial class EightSchoolsNoncentered : IGenerated;

public sealed partial class KidScoreMomHs : IGenerated;

public sealed partial class KidScoreMomIq : IGenerated;

public sealed partial class KidScoreInteraction : IGenerated;

public sealed partial class KidScoreMomWork : IGenerated;

public sealed partial class EarnHeight : IGenerated;

public sealed partial class LogEarnHeightMale : IGenerated;

public sealed partial class LogEarnInteraction : IGenerated;

public sealed partial class Mesquite : IGenerated;

public sealed partial class LogMesquiteLogVash : IGenerated;

public sealed partial class Nes : IGenerated;

public sealed partial class ArK : IGenerated;

public sealed partial class Garch11 : IGenerated;

public sealed partial class Garch11Carried : IGenerated;

public sealed partial class Kilpisjarvi : IGenerated;

public sealed partial class Blr : IGenerated;

public sealed partial class GaussMix : IGenerated;

/// <summary>The models beside the posteriors that they describe.</summary>
internal static class Catalogue
{
    private static readonly Dictionary<string, (string Posterior, Func<PosteriordbData, IGenerated> Make)> s_models = new()
    {
        [nameof(EightSchoolsNoncentered)] = ("eight_schools-eight_schools_noncentered", d => new EightSchoolsNoncentered(d.Vector("y"), d.Vector("sigma"))),
        [nameof(KidScoreMomHs)] = ("kidiq-kidscore_momhs", d => new KidScoreMomHs(d.Vector("kid_score"), d.Vector("mom_hs"))),
        [nameof(KidScoreMomIq)] = ("kidiq-kidscore_momiq", d => new KidScoreMomIq(d.Vector("kid_score"), d.Vector("mom_iq"))),
        [nameof(KidScoreInteraction)] = ("kidiq-kidscore_interaction", d => new KidScoreInteraction(d.Vector("kid_score"), d.Vector("mom_hs"), d.Vector("mom_iq"))),
        [nameof(KidScoreMomWork)] = ("kidiq_with_mom_work-kidscore_mom_work", d => new KidScoreMomWork(d.Vector("kid_score"), d.Integers("mom_work"))),
        [nameof(EarnHeight)] = ("earnings-earn_height", d => new EarnHeight(d.Vector("earn"), d.Vector("height"))),
        [nameof(LogEarnHeightMale)] = ("earnings-logearn_height_male", d => new LogEarnHeightMale(d.Vector("earn"), d.Vector("height"), d.Vector("male"))),
        [nameof(LogEarnInteraction)] = ("earnings-logearn_interaction", d => new LogEarnInteraction(d.Vector("earn"), d.Vector("height"), d.Vector("male"))),
        [nameof(Mesquite)] = ("mesquite-mesquite", d => new Mesquite(
            d.Vector("weight"), d.Vector("diam1"), d.Vector("diam2"), d.Vector("canopy_height"), d.Vector("total_height"), d.Vector("density"), d.Vector("group"))),
        [nameof(LogMesquiteLogVash)] = ("mesquite-logmesquite_logvash", d => new LogMesquiteLogVash(
            d.Vector("weight"), d.Vector("diam1"), d.Vector("diam2"), d.Vector("canopy_height"), d.Vector("total_height"), d.Vector("group"))),
        [nameof(Nes)] = ("nes1972-nes", d => new Nes(
            d.Vector("partyid7"), d.Vector("real_ideo"), d.Vector("race_adj"), d.Integers("age_discrete"), d.Vector("educ1"), d.Vector("gender"), d.Vector("income"))),
        [nameof(ArK)] = ("arK-arK", d => new ArK(d.Integer("K"), d.Vector("y"))),
        [nameof(Garch11)] = ("garch-garch11", d => new Garch11(d.Vector("y"), d.Number("sigma1"))),
        [nameof(Garch11Carried)] = ("garch-garch11", d => new Garch11Carried(d.Vector("y"), d.Number("sigma1"))),
        [nameof(Kilpisjarvi)] = ("kilpisjarvi_mod-kilpisjarvi", d => new Kilpisjarvi(
            d.Vector("x"), d.Vector("y"), d.Number("pmualpha"), d.Number("psalpha"), d.Number("pmubeta"), d.Number("psbeta"))),
        [nameof(Blr)] = ("sblrc-blr", d => new Blr(d.Matrix("X"), d.Vector("y"))),
        [nameof(GaussMix)] = ("low_dim_gauss_mix-low_dim_gauss_mix", d => new GaussMix(d.Vector("y"))),
    };

    public static IEnumerable<string> Names => s_models.Keys;

    /// <summary>Calls the <c>Fit</c> that the model was given, whose result has a type of its own.</summary>
    public static FitResult Fit(IGenerated model, FitOptions options) => ((dynamic)model).Fit(options);

    /// <summary>The name of a model's posterior in posteriordb.</summary>
    public static string PosteriorOf(string name) => s_models[name].Posterior;

    public static (IGenerated Model, PosteriordbData Data) Load(string name)
    {
        (string posterior, Func<PosteriordbData, IGenerated> make) = s_models[name];
        var data = new PosteriordbData(posterior);
        return (make(data), data);
    }
}
