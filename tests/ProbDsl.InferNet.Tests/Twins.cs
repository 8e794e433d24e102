namespace ProbDsl.InferNet.Tests;

/// <summary>The Infer.NET twin of each model. It is generated only where the package is referenced.</summary>
internal static class Twins
{
#if INFERNET
    public static InferNetPosterior Of(Coin model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(GaussianMean model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(MeanAndPrecision model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(Regression model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(ScalarRegression model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(Groups model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(Counts model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(Walk model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(LevelWalk model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(Probit model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(OneGame model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(Heavy model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(Scores model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(MissingRows model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(Cells model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(Line model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(Trials model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(Noise model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(Sum model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(LogRates model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(Die model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(MeanVector model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(Topics model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(Levels model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(Strata model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(Tally model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(Reports model, InferNetAlgorithm algorithm) => model.InferNet(algorithm);

    public static InferNetPosterior Of(Sprinkler model, InferNetAlgorithm? algorithm = null) => algorithm is { } a ? model.InferNet(a) : model.InferNet();

    public static InferNetPosterior Of(ClearSky model, InferNetAlgorithm? algorithm = null) => algorithm is { } a ? model.InferNet(a) : model.InferNet();

    public static InferNetPosterior Of(MergedSprinkler model, InferNetAlgorithm? algorithm = null) => algorithm is { } a ? model.InferNet(a) : model.InferNet();

    public static InferNetPosterior Of(TwoNormals model, InferNetAlgorithm? algorithm = null) => algorithm is { } a ? model.InferNet(a) : model.InferNet();

    public static InferNetPosterior Of(ManyNormals model, InferNetAlgorithm? algorithm = null) => algorithm is { } a ? model.InferNet(a) : model.InferNet();

    public static InferNetPosterior Of(KnownComponents model, InferNetAlgorithm? algorithm = null) => algorithm is { } a ? model.InferNet(a) : model.InferNet();

    public static InferNetPosterior Of(TwoLines model, InferNetAlgorithm? algorithm = null) => algorithm is { } a ? model.InferNet(a) : model.InferNet();

    public static InferNetPosterior Of(Weather model, InferNetAlgorithm? algorithm = null) => algorithm is { } a ? model.InferNet(a) : model.InferNet();

    public static InferNetPosterior Of(Alarm model, InferNetAlgorithm? algorithm = null) => algorithm is { } a ? model.InferNet(a) : model.InferNet();

    public static InferNetPosterior Of(LineWithOutliers model, InferNetAlgorithm? algorithm = null) => algorithm is { } a ? model.InferNet(a) : model.InferNet();

    public static InferNetPosterior Of(MixedCounts model, InferNetAlgorithm? algorithm = null) => algorithm is { } a ? model.InferNet(a) : model.InferNet();

    public static InferNetPosterior Of(Seasons model, InferNetAlgorithm? algorithm = null) => algorithm is { } a ? model.InferNet(a) : model.InferNet();

    public static InferNetPosterior WithSource(Coin model, string folder) => model.InferNet(sourceFolder: folder);
#else
    public static InferNetPosterior Of(object model, InferNetAlgorithm? algorithm = null)
        => throw new InvalidOperationException($"{model} has no twin by {algorithm}: {Live.Reason}");

    public static InferNetPosterior WithSource(Coin model, string folder)
        => throw new InvalidOperationException($"{model} writes nothing to {folder}: {Live.Reason}");
#endif
}
