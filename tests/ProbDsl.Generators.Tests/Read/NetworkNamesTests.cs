using System.Reflection;

namespace ProbDsl.Generators.Tests.Read;

/// <summary>No network may be called like a member of what training gives: it would hide it.</summary>
public class NetworkNamesTests
{
    [Fact]
    public void EveryMemberOfATrainingResult_IsTaken()
    {
        IEnumerable<string> members = typeof(TrainingResult).GetMembers(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(m => m is PropertyInfo || m is MethodInfo { IsSpecialName: false, IsPrivate: false, IsAssembly: false }).Select(m => m.Name).Distinct();
        Assert.All(members.Append("Evaluate"), name => Assert.Contains(name, NameChecks.BesideNetworks));
    }
}
