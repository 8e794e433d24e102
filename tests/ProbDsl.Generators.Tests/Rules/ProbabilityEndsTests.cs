namespace ProbDsl.Generators.Tests.Rules;

/// <summary>At the ends 0 and 1 the generator accepts a probability where the distribution itself does, and nowhere else.</summary>
public class ProbabilityEndsTests
{
    [Theory]
    [InlineData("Bernoulli.FromProbability")]
    [InlineData("Binomial.FromProbability")]
    [InlineData("Geometric.FromProbability")]
    [InlineData("NegativeBinomial.FromSuccessesAndProbability")]
    [InlineData("Beta.FromMeanAndConcentration")]
    public void GeneratorAndStruct_Agree(string law)
    {
        LawParameter parameter = LawTable.Find(law)!.Parameters.First(p => p.Name is "probability" or "mean");
        foreach (double p in new[] { 0.0, 0.5, 1.0 })
        {
            bool isAllowed = parameter.Constraint switch
            {
                Constraint.Probability => true,
                Constraint.PositiveProbability => p > 0,
                Constraint.OpenProbability => p is > 0 and < 1,
                _ => throw new InvalidOperationException(parameter.Constraint.ToString()),
            };
            Action make = law switch
            {
                "Bernoulli.FromProbability" => () => Bernoulli.FromProbability(p),
                "Binomial.FromProbability" => () => Binomial.FromProbability(3, p),
                "Geometric.FromProbability" => () => Geometric.FromProbability(p),
                "NegativeBinomial.FromSuccessesAndProbability" => () => NegativeBinomial.FromSuccessesAndProbability(2, p),
                _ => () => Beta.FromMeanAndConcentration(p, 2),
            };
            Assert.Equal(isAllowed, Record.Exception(make) is null);
        }
    }
}
