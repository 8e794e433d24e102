using ProbDsl;

namespace Samples;

/// <summary>What one objective has made of one seed.</summary>
/// <param name="Rate">The KL, in nats per image.</param>
/// <param name="Distortion">−E log p(x | z), in nats per image.</param>
/// <param name="TotalCorrelation">How far the latents are from independent over all images, in nats.</param>
/// <param name="Measures">MIG, SAP and DCI of the means of q.</param>
internal sealed record Score(double Rate, double Distortion, double TotalCorrelation, Disentanglement Measures)
{
    /// <summary>What is told of each, with its name.</summary>
    public static readonly (string Name, Func<Score, double> Of)[] Columns =
    [
        ("MIG", s => s.Measures.Mig), ("SAP", s => s.Measures.Sap), ("D", s => s.Measures.Dci.Disentanglement), ("C", s => s.Measures.Dci.Completeness), ("I", s => s.Measures.Dci.Informativeness),
        ("TC", s => s.TotalCorrelation), ("rate", s => s.Rate), ("distortion", s => s.Distortion),
    ];

    /// <summary>Of a trained model.</summary>
    public static Score Of(SpriteVae.SpriteVaeTraining trained, SpriteVae model, ImageSet images, ulong seed)
    {
        NetworkEvaluation evaluation = trained.Evaluate(model, new EvaluationOptions { Draws = 1, Seed = seed });

        // Rotation is left out: it turns round, and some shapes are the same after a part of a turn, so that no single number can be it.
        KnownFactor[] factors = [.. images.Factors.Where(f => f.Name != "rotation").Select(f => new KnownFactor(f.Name, f.Values, f.Name == "shape"))];
        return new(evaluation.Kl.Value, -evaluation.Reconstruction.Value, trained.Decompose(model).TotalCorrelation.Value, Disentanglement.Of(trained.Encode(model).Means, factors));
    }
}
