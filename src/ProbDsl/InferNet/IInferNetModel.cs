namespace ProbDsl;

/// <summary>A model whose project references Infer.NET; generated code implements it, so that code which knows no particular model can ask for the baseline.</summary>
public interface IInferNetModel
{
    /// <summary>The posterior by Infer.NET, by the algorithm that suits the model.</summary>
    /// <returns>The posterior; where there is none, it says why.</returns>
    InferNetPosterior InferNet();
}
