namespace ProbDsl.Generators;

// Networks: the rows of a plate go through together.
internal sealed partial class Composer
{
    private readonly HashSet<string> _networks = [];

    // What a declared q reads of networks is computed before its draw.
    private void AddNetworksFor(VariableSpec q)
    {
        foreach (VariableSpec output in _order.Where(v => v.Network is { IsOfGuide: true } && Dependencies.Of(q).Contains(v.Name)))
        {
            AddNetworksFor(output);
            AddDerived(output);
        }
    }

    // In log q the networks of q have weights of their own, and so outputs.
    private void AddHeldNetworks(Guide guide)
    {
        foreach (VariableSpec output in _order.Where(v => v.Network is { IsOfGuide: true } && _networks.Contains(v.Name)).ToList())
        {
            if (output.Network!.Flow is not null)
            {
                continue;
            }

            if (guide.HoldNetwork(output, _names) is var (held, weights))
            {
                AddNetwork(output with { Name = held, Body = guide.Hold(output.Body) }, output.Network!, weights);
            }
        }
    }

    /// <summary>What the held parameters make of the draw, back through the flow: for each source what its flow's inverse gives for z.</summary>
    private string AddPulled(VariableSpec source, Guide guide)
    {
        VariableSpec flow = guide.FlowOf(source);
        (string name, string weights) = guide.HoldNetwork(flow, _names) ?? (_names.Unique("pulled_" + flow.Name), NetworkSpec.WeightsOf(flow.Network!.Member).Name);
        EquatableArray<Stmt> body = RenameLocals.Replace(guide.Hold(flow.Body), new Dictionary<string, string> { [source.Name] = guide.LatentOf(source).Name });
        AddNetwork(flow with { Name = name, Body = body, Network = flow.Network! with { IsInverse = true } }, flow.Network! with { IsInverse = true }, weights);
        return name;
    }

    private void AddNetwork(VariableSpec output, NetworkSpec network, string? weights = null)
    {
        if (!_networks.Add(output.Name))
        {
            return;
        }

        EquatableArray<Expr> around = output.Around.Select(i => (Expr)i.Size).ToEquatableArray();
        Expr perRow = Layout.Product(around.Skip(1).ToEquatableArray()), rows = around.Count == 0 ? new IntConstant(1) : Integers.Multiply(around[0], perRow);
        string input = _names.Unique(output.Name + "_input"), tape = _names.Unique(output.Name + "_tape");
        _body.Add(new NewArray(input, [.. around, new Verbatim(network.Member + ".Inputs", [], Kind.Integer)]));
        _body.Add(new NewArray(output.Name, Lengths(output)));
        _body.Add(new NewArray(tape, [.. around, new Verbatim($"global::ProbDsl.NetworkRun.TapePerRow({network.Member})", [], Kind.Integer)]));
        _body.AddRange(LengthConditions.OfPlate(output));
        AroundBody(output, CheckedBodyOf(output).Select(s => IntoRow(s, output, network.Input, input)));
        _body.Add(new NetworkCall(network.Call, rows, [weights ?? NetworkSpec.WeightsOf(network.Member).Name, input], [output.Name, tape], IsBackward: false)
        {
            IsBatch = _isBatch && _model.IsSubsampled(output),
            PerRow = perRow,
            Origin = new Origin($"{output.Name}{(output.Around.Count == 0 ? "" : $"[{output.Around[0].Name}]")} = {network.Member}({network.Row})", output.Site),
        });
    }

    // x[i] = … of the body is input[n, i] = … of all rows.
    private static Stmt IntoRow(Stmt stmt, VariableSpec output, string own, string input) => stmt switch
    {
        Store s when s.Array == own => s with { Array = input, Indices = [.. output.Around.Select(i => (Expr)new Variable(i.Name)), .. s.Indices] },
        For s => s with { Body = s.Body.Select(b => IntoRow(b, output, own, input)).ToEquatableArray() },
        _ => stmt,
    };
}
