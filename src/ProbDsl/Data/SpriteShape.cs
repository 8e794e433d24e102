namespace ProbDsl;

/// <summary>The shapes of <see cref="Sprites"/>, in the order of their labels.</summary>
public enum SpriteShape
{
    /// <summary>A square: the same after a quarter turn.</summary>
    Square,

    /// <summary>An ellipse half as wide as it is long: the same after half a turn.</summary>
    Ellipse,

    /// <summary>A heart, (u² + v² − 1)³ ≤ u² v³: the same after a whole turn only.</summary>
    Heart,
}
