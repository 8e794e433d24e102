namespace ProbDsl.EndToEnd.Tests.Estimators;

/// <summary>A model whose gradient estimators are under test.</summary>
internal interface IEstimated : IGenerated
{
    /// <summary>All data at every step.</summary>
    IStepElbo Steps { get; }

    /// <summary>Its q.</summary>
    GaussianGuide<Scalar> Guide { get; }
}
