namespace ProbDsl;

/// <summary>A loop whose turns do not depend on each other, shared by all cores.</summary>
internal static class Portions
{
    /// <summary>Beyond this many the portions of a fit or of a step are too short to be worth the way.</summary>
    public const int MostHelpers = 7;

    /// <summary>Runs all portions; returns when the last has ended.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="portion">Does one of them, from 0; may be called from several threads at once.</param>
    /// <param name="isShared">Whether other cores may take part.</param>
    public static void Run(int count, Action<int> portion, bool isShared = true)
    {
        int helpers = isShared ? Math.Min(Math.Min(Environment.ProcessorCount, count) - 1, MostHelpers) : 0, next = -1;
        bool Work()
        {
            for (int k = Interlocked.Increment(ref next); k < count; k = Interlocked.Increment(ref next))
            {
                portion(k);
            }

            return true;
        }

        var errands = new Errand<bool>[Math.Max(helpers, 0)];
        for (int h = 0; h < errands.Length; h++)
        {
            errands[h] = Errand<bool>.Send(Work);
        }

        Work();
        foreach (Errand<bool> errand in errands)
        {
            _ = errand.Result;
        }
    }
}
