namespace ProbDsl.Generators;

/// <summary>Writes <c>Calibrate</c>: simulate, fit, compare with the truth.</summary>
internal static class CalibrationEmitter
{
    /// <summary>
    /// Writes nothing where simulation does not draw from what is fitted: no data, a factor, which no simulation obeys, a parameter of p, which has
    /// no prior.
    /// </summary>
    public static void Write(SourceWriter writer, ModelSpec spec)
    {
        if (!spec.Variables.Any(v => v.Role == Role.Likelihood) || spec.Variables.Any(v => v.Role == Role.Factor && v.PriorOf is null) || Composer.ParametersOf(spec, inGuide: false).Any())
        {
            return;
        }

        string truth = string.Concat(QuantitySpec.Of(spec).Select(q => $".Add(truth.{PosteriorEmitter.Name(q)})"));
        writer.Line();
        writer.Line("/// <summary>Checks fits where the truth is known: latents from the prior, data from the likelihood, a fit to them, many times over.</summary>");
        writer.Line("/// <param name=\"withData\">Makes the model of simulated data, like this one but for them.</param>");
        writer.Line("/// <param name=\"simulations\">How many, at least 20.</param>");
        writer.Line("/// <param name=\"seed\">Chooses the simulations.</param>");
        writer.Line("/// <param name=\"options\">Settings of the fits; null for the defaults.</param>");
        writer.Line("public global::ProbDsl.Calibration Calibrate(");
        writer.Open($"    global::System.Func<Observation, {PosteriorEmitter.ModelType(spec)}> withData, int simulations = 200, ulong seed = 1, global::ProbDsl.FitOptions? options = null)");
        writer.Line("return global::ProbDsl.Calibration.Run(simulations, seed, Simulate, options?.Cancellation ?? default);");
        writer.Line();
        writer.Open("(double[] Truth, global::ProbDsl.FitResult Fit) Simulate(ulong simulation)");
        writer.Line("Draw truth = SimulatePrior(simulation);");
        writer.Line("var random = new global::ProbDsl.Philox(simulation, 1);");
        writer.Line($"return (new global::ProbDsl.DrawWriter(){truth}.ToArray(), withData(Observe(truth, ref random)).Fit(options));");
        writer.Close();
        writer.Close();
    }
}
