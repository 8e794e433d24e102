namespace ProbDsl;

/// <summary>Which entries of the Hessian of the log joint are not zero, whatever the point.</summary>
/// <remarks>
/// A coordinate that is not a number makes every entry of the gradient that depends on it one: a pass of the gradient tells as many columns as it
/// has lanes, for a fraction of what a Hessian-vector product costs. In a hierarchy a coordinate meets its neighbours alone.
/// </remarks>
internal static class SparsityProbe
{
    /// <summary>For each varying coordinate, by its place among these, the others that it meets, in order.</summary>
    /// <param name="program">The model.</param>
    /// <param name="point">u, where the gradient is finite.</param>
    /// <param name="varying">Positions of the coordinates that vary.</param>
    /// <param name="mostEntries">Beyond this many entries the matrix is not sparse enough to be of use.</param>
    /// <returns>Null where there are too many, or the gradient is not finite.</returns>
    public static int[][]? Neighbours<TProgram, T>(TProgram program, double[] point, int[] varying, long mostEntries)
        where TProgram : struct, IModelProgram
        where T : unmanaged, ILane<T>
    {
        var workspace = new Workspace<T>();
        T[] u = new T[point.Length], gradient = new T[point.Length];
        for (int i = 0; i < u.Length; i++)
        {
            u[i] = point[i];
        }

        program.LogJoint(u, gradient, workspace);
        if (Array.Exists(varying, i => !double.IsFinite(T.Get(gradient[i], 0))))
        {
            return null;
        }

        var met = new HashSet<int>[varying.Length];
        for (int i = 0; i < met.Length; i++)
        {
            met[i] = [];
        }

        long entries = 0;
        Span<double> places = stackalloc double[T.Width];
        for (int first = 0; first < varying.Length && entries <= mostEntries; first += T.Width)
        {
            int count = Math.Min(T.Width, varying.Length - first);
            for (int k = 0; k < count; k++)
            {
                places.Fill(point[varying[first + k]]);
                places[k] = double.NaN;
                u[varying[first + k]] = T.Load(places);
            }

            program.LogJoint(u, gradient, workspace);
            for (int i = 0; i < varying.Length; i++)
            {
                T slope = gradient[varying[i]];
                for (int k = 0; k < count; k++)
                {
                    if (i != first + k && double.IsNaN(T.Get(slope, k)) && met[i].Add(first + k))
                    {
                        met[first + k].Add(i);
                        entries++;
                    }
                }
            }

            for (int k = 0; k < count; k++)
            {
                u[varying[first + k]] = point[varying[first + k]];
            }
        }

        return entries > mostEntries ? null : Array.ConvertAll(met, set => set.Order().ToArray());
    }
}
