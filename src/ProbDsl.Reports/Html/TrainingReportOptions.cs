namespace ProbDsl.Reports;

/// <summary>What the report of a training shows besides its epochs.</summary>
public sealed record TrainingReportOptions
{
    /// <summary>What the model says of data that it has not seen; null where nobody asked it.</summary>
    public NetworkEvaluation? Evaluation { get; init; }

    /// <summary>Which data all that follows is of, in words.</summary>
    public string Data { get; init; } = "data held out";

    /// <summary>The mean of q of each row, as many numbers as there are latents; null for no plots of latent space.</summary>
    public IReadOnlyList<double[]>? Means { get; init; }

    /// <summary>The standard deviation of q of each row; null for no KL per dimension.</summary>
    public IReadOnlyList<double[]>? Sds { get; init; }

    /// <summary>The group of each row, such as its label; null for one group.</summary>
    public IReadOnlyList<int>? Groups { get; init; }

    /// <summary>The names of the groups; null for their numbers.</summary>
    public IReadOnlyList<string>? GroupNames { get; init; }

    /// <summary>Images and what becomes of them; null where data are none.</summary>
    public TrainingImages? Images { get; init; }

    /// <summary>The settings of the training; null where they are not at hand.</summary>
    public TrainingOptions? Settings { get; init; }

    /// <summary>Parts of one's own, before the settings.</summary>
    public IReadOnlyList<ReportSection> Sections { get; init; } = [];
}

/// <summary>Images for a report.</summary>
/// <param name="Data">Some images, each row by row from the top, from 0, white, to 1, black.</param>
/// <param name="Reconstructions">The mean of p(x | z) at the mean of q of each.</param>
/// <param name="Width">Pixels in a row of an image.</param>
public sealed record TrainingImages(IReadOnlyList<double[]> Data, IReadOnlyList<double[]> Reconstructions, int Width)
{
    /// <summary>The mean of p(x | z) at any two latents, for a plane of images; null where there are not two.</summary>
    public Func<double[], double[]>? Decode { get; init; }
}
