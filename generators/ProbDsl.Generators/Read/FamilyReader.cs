using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators;

/// <summary>[MeanField], [FullRank], [LowRank(k)], [Flow(layers, hidden)] on the class.</summary>
internal static class FamilyReader
{
    public static FamilySpec Read(ReadContext context)
    {
        INamedTypeSymbol type = context.Type;
        AttributeData? lowRank = type.Attribute("LowRank"), flow = type.Attribute("Flow");
        AttributeData?[] given = [type.Attribute("MeanField"), type.Attribute("FullRank"), lowRank, flow];
        if (given.Count(a => a is not null) > 1)
        {
            context.Report(Descriptors.Family, given.Last(a => a is not null)!.Where(type), $"'{type.Name}' has several families");
        }

        int rank = lowRank?.First() is int k ? k : 0;
        if (lowRank is not null && rank < 1)
        {
            context.Report(Descriptors.Family, lowRank.Where(type), $"The rank is {rank.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
        }

        if (flow?.ConstructorArguments is [{ Value: int layers }, { Value: int hidden }])
        {
            if (layers < 2 || hidden < 1)
            {
                context.Report(Descriptors.Family, flow.Where(type), FormattableString.Invariant($"The flow has {layers} layers of {hidden} numbers, and takes two layers, so that each half is moved, of at least one"));
            }

            return new(FamilyKind.Flow, layers, hidden);
        }

        return lowRank is not null ? new(FamilyKind.LowRank, rank) : new(given[1] is null ? FamilyKind.MeanField : FamilyKind.FullRank, 0);
    }
}
