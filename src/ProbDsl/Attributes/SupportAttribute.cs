namespace ProbDsl;

/// <summary>Restricts a latent to an interval: its distribution is truncated and renormalised there (<see cref="Flat"/> stays 1).</summary>
/// <remarks>
/// An end is a number, or the name of a data member or of a method of the model; a method's parameters bind by name like those of any density,
/// so that an end may depend on data, on the index and on other latents: <c>[Support(Lower = 0, Upper = nameof(Room))]</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SupportAttribute : Attribute
{
    /// <summary>The lower end; none when absent.</summary>
    public object? Lower { get; set; }

    /// <summary>The upper end; none when absent.</summary>
    public object? Upper { get; set; }
}
