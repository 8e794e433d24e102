using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators;

/// <summary>[MeanField], [FullRank], [LowRank(k)] on the class.</summary>
internal static class FamilyReader
{
    public static FamilySpec Read(ReadContext context)
    {
        INamedTypeSymbol type = context.Type;
        AttributeData? lowRank = type.Attribute("LowRank");
        AttributeData?[] given = [type.Attribute("MeanField"), type.Attribute("FullRank"), lowRank];
        if (given.Count(a => a is not null) > 1)
        {
            context.Report(Descriptors.Family, given.Last(a => a is not null)!.Where(type), $"'{type.Name}' has several families");
        }

        int rank = lowRank?.First() is int k ? k : 0;
        if (lowRank is not null && rank < 1)
        {
            context.Report(Descriptors.Family, lowRank.Where(type), $"The rank is {rank.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
        }

        return lowRank is not null ? new(FamilyKind.LowRank, rank) : new(given[1] is null ? FamilyKind.MeanField : FamilyKind.FullRank, 0);
    }
}
