using System;
using ProbDsl;

[ProbabilisticModel]
public partial class M(double[] y)
{
    [Prior] Normal A() => new(0, 1);
    [Prior] Normal B() => new(0, 1);
    [Likelihood] Normal Y(int i, double a, double b) => new(a * b + Math.Exp(a), 1);
}

namespace Microsoft.ML.Probabilistic.Models
{
    /// <summary>Stands for a reference to Infer.NET.</summary>
    public class Variable;
}
