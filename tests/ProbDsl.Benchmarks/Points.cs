namespace ProbDsl.Benchmarks;

/// <summary>Where gradients are evaluated: fixed points of a typical posterior's size.</summary>
internal static class Points
{
    /// <summary>How many there are; in lanes each is a different one in every place.</summary>
    public const int Count = 8;

    public static T[] Of<T>(int dimension)
        where T : unmanaged, ILane<T>
    {
        Random random = new(20260);
        double[] places = new double[T.Width];
        T[] points = new T[Count * dimension];
        for (int i = 0; i < points.Length; i++)
        {
            for (int k = 0; k < places.Length; k++)
            {
                places[k] = random.NextDouble() - 0.5;
            }

            points[i] = T.Load(places);
        }

        return points;
    }
}
