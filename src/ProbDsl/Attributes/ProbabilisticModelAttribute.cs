namespace ProbDsl;

/// <summary>Marks a partial class whose annotated methods declare a probabilistic model. Its primary constructor takes the data.</summary>
/// <param name="precision">The precision in which networks are trained. Single takes half the memory and half the time; results are evaluated in double precision either way.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ProbabilisticModelAttribute(Precision precision = Precision.Double) : Attribute
{
    /// <summary>The precision in which networks are trained.</summary>
    public Precision Precision => precision;
}
