using ProbDsl;

[ProbabilisticModel]
public static partial class M
{
}
