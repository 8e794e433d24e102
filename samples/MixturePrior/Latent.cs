using ProbDsl;
using ProbDsl.Reports;

namespace Samples;

/// <summary>What one prior has made of the latent space.</summary>
/// <param name="Prior">What it is called.</param>
/// <param name="LogPrior">log p(z), as it was learned.</param>
/// <param name="Used">How many of its components have more than a hundredth of its mass.</param>
/// <param name="Evaluation">Of images held out.</param>
/// <param name="Codes">Means and standard deviations of q of images held out.</param>
/// <param name="Labels">What is drawn on these.</param>
/// <param name="Known">The means of q of the images that were trained on, and their labels.</param>
internal sealed record Latent(string Prior, Func<double[], double> LogPrior, int Used, NetworkEvaluation Evaluation, LatentCodes Codes, int[] Labels, Neighbours Known)
{
    private const double InUse = 0.01;

    /// <summary>What is told of each, with its name.</summary>
    public static readonly (string Name, Func<Latent, double> Of)[] Columns =
    [
        ("ELBO", l => l.Evaluation.Elbo.Value), ("reconstruction", l => l.Evaluation.Reconstruction.Value), ("KL", l => l.Evaluation.Kl.Value), ("log p(x)", l => l.Evaluation.LogLikelihood.Value),
        ("KL(q(z)‖p)", l => l.Codes.Aggregate().KlToPrior(logPrior: l.LogPrior).Value), ("silhouette", l => Silhouette.Of(l.Codes.Means, l.Labels)),
        ("5-NN", l => l.Known.Accuracy(l.Codes.Means, l.Labels)), ("in use", l => l.Used),
    ];

    /// <summary>Of a trained model with the mixture.</summary>
    public static Latent Of(MixtureVae.MixtureVaeTraining trained, ImageSet training, ImageSet heldOut, EvaluationOptions evaluate)
    {
        var prior = NormalMixtureVector.FromLogits(trained.Logits, trained.Means, trained.LogSds);
        var test = new MixtureVae(heldOut);
        return new("mixture of ten", z => prior.LogDensity(z), prior.Weights.Count(w => w > InUse), trained.Evaluate(test, evaluate), trained.Encode(test), heldOut.Labels, new(trained.Encode(new MixtureVae(training)).Means, training.Labels));
    }

    /// <summary>Of a trained model with a standard normal.</summary>
    public static Latent Of(NormalVae.NormalVaeTraining trained, ImageSet training, ImageSet heldOut, EvaluationOptions evaluate)
    {
        var prior = NormalVector.Standard(2);
        var test = new NormalVae(heldOut);
        return new("standard normal", z => prior.LogDensity(z), 1, trained.Evaluate(test, evaluate), trained.Encode(test), heldOut.Labels, new(trained.Encode(new NormalVae(training)).Means, training.Labels));
    }

    /// <summary>The codes over the prior's contours.</summary>
    public Plot Draw()
    {
        var window = Window.Around([.. Codes.Means.Select(m => (m[0], m[1]))]);
        return new Figure(FormattableString.Invariant($"{Prior}: means of q, a colour for each two digits"), "z₀", "z₁") { Window = window }
            .ContoursBelowPeak("prior", 5, window, (x, y) => LogPrior([x, y]), [4.5, 2, 0.5], steps: 100, isDashed: true)
            .Digits(Codes.Means, Labels)
            .Draw();
    }
}
