namespace ProbDsl.Generators;

/// <summary>What a flow makes of a normal vector. <see cref="LiftFlows"/> writes it by the network and its source.</summary>
internal static class FlowLaws
{
    /// <summary>As it is written: <c>Flow.Push(source)</c> or <c>Flow.Push(source, context)</c>.</summary>
    public static readonly Law Written = new("FlowVector.Push", [], (_, _) => []) { IsVector = true };

    /// <summary>One number of z under q: it is drawn with its source, by the network, and log q is that of the source less log |det|, counted there.</summary>
    public static readonly Law Element = new("FlowVector.Element", [LawTable.Real("pushed")], (_, _) => []) { Reparameterise = (a, _) => a[0] };

    /// <summary>Whether a law may be that of a source.</summary>
    public static bool CanBeSource(string law) => law == FactoredNormal.Written.Name || LawTable.Find(law)?.TypeName == "NormalVector";
}
