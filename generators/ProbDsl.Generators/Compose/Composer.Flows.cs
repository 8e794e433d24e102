namespace ProbDsl.Generators;

// Flows: what they add to log q.
internal sealed partial class Composer
{
    /// <summary>For each flow of q, log q₀(z₀) − log |det ∂f/∂z₀| at the draw, where a closed form of the KL is asked for with −H(q₀) in place of its first part.</summary>
    private void AddSources(Guide guide, double weight, KlForm form)
    {
        foreach (VariableSpec source in guide.Sources)
        {
            bool isHeld = form == KlForm.Held;
            VariableSpec flow = guide.FlowOf(source);
            string log = isHeld ? AddPulled(source, guide) : flow.Name;
            Expr x = isHeld ? new Element(log, Indices(source)) : X(source);
            Stmt Term(Expr value, Origin? origin) => new Accumulate(Program.Value, weight * value) { Origin = origin };
            _body.AddRange(LengthConditions.OfPlate(source));
            EquatableArray<Stmt> body = isHeld ? guide.Hold(BodyOf(source)) : BodyOf(source);
            AroundBody(source, Density.Replace(body, o =>
            {
                Expr[] args = [.. o.Args];
                IEnumerable<Expr> terms = (form == KlForm.Closed ? KlRules.EntropyOf(o.Law, args)?.Select(t => -t) : null) ?? LawTable.Find(o.Law)!.LogDensity(x, args);
                return terms.Select(t => Term(t, Quote(source, o))).Concat(NoiseOf(source, o, guide, x));
            }));
            Expr determinant = new Element(log, source.Around.Select(i => (Expr)new Variable(i.Name)).Append(Scalarise.Entry(source).Size).ToEquatableArray());
            AroundBody(source, [Term(isHeld ? determinant : -determinant, new Origin("log |det| of " + flow.Network!.Member, source.Site))]);
        }
    }
}
