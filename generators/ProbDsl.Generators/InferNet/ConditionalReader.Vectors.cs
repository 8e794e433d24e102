namespace ProbDsl.Generators;

// Vector-valued conditionals. A vector is one variable of the program; its elements are none.
internal sealed partial class ConditionalReader
{
    private InferNetFactor? Dirichlet(Expr[] args)
    {
        string index = Scalarise.Entry(variable).Name;
        DataVector? concentration = args is [ArrayRef array] ? DataVector.Of(array.Name, false, variable.Body, _values)
            : _values.IsData(args[1]) ? new(index, args[0], args[1], [], false)
            : null;
        return concentration is null ? Refuse("Dirichlet", "its concentration is not one vector of data")
            : Factor(InferNetKind.Dirichlet, null, null) is { } factor ? factor with { Vector = concentration }
            : null;
    }

    private InferNetFactor? MultivariateNormal(string law, ArrayRef mean, Verbatim matrix)
    {
        // Of a covariance variational message passing has a wrong evidence, of a precision it has not.
        var precision = new InferNetParameter("precision", matrix with { Code = $"global::ProbDsl.NormalChain.{law.Split('.')[1]}({matrix.Code}).Precision()" });
        if (model.Find(mean.Name) is { Role: Role.Prior })
        {
            return WholeParent(InferNetKind.VectorGaussian, mean, "MultivariateNormal", "mean", precision);
        }

        DataVector? data = variable.Role == Role.Prior ? DataVector.Of(mean.Name, false, variable.Body, _values) : null;
        return data is null ? Refuse("MultivariateNormal", "its mean is not a latent MultivariateNormal vector as it is" + (variable.Role == Role.Prior ? ", nor one of data" : ""))
            : Factor(InferNetKind.VectorGaussian, null, null, precision) is { } factor ? factor with { Vector = data }
            : null;
    }

    // A latent vector as it is, or a row of a plate of them.
    private InferNetFactor? WholeParent(InferNetKind kind, ArrayRef vector, string prior, string name, params InferNetParameter[] parameters)
    {
        if (gates.Count > 0 || variable.State is not null)
        {
            return Refuse(variable.ReturnType, $"it reads the latent vector '{vector.Name}' and is or reads a discrete latent; gates have numbers alone");
        }

        return model.Find(vector.Name)!.ReturnType == prior
            ? Factor(kind, null, new LatentRef(vector.Name, vector.Row), parameters)
            : Refuse(variable.ReturnType, $"its {name} can be a latent {prior} alone");
    }
}
