namespace ProbDsl;

/// <summary>Something to do with the lane type that suits this machine.</summary>
internal interface ILaneAction<TResult>
{
    TResult Invoke<T>()
        where T : unmanaged, ILane<T>;
}

/// <summary>Picks the lane type at run time; every case is compiled ahead of time.</summary>
internal static class LaneDispatch
{
    public static TResult Invoke<TAction, TResult>(TAction action, int width)
        where TAction : struct, ILaneAction<TResult>
        => width switch
        {
            8 => action.Invoke<Lane512>(),
            4 => action.Invoke<Lane256>(),
            1 => action.Invoke<Scalar>(),
            _ => throw new ArgumentOutOfRangeException(nameof(width), $"There is no lane type with {width} places."),
        };
}
