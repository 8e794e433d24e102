namespace ProbDsl;

/// <summary>Classification by the labels of the nearest points, by Euclidean distance.</summary>
public sealed class Neighbours
{
    private readonly double[][] _points;
    private readonly int[] _labels;
    private readonly int _count;

    /// <summary>Points whose labels are known.</summary>
    /// <param name="points">The points, kept and not copied.</param>
    /// <param name="labels">A label for each.</param>
    /// <param name="neighbours">How many of the nearest vote, from 1 to the number of points.</param>
    /// <exception cref="ArgumentException">Numbers of points and labels differ, or there are none.</exception>
    public Neighbours(double[][] points, int[] labels, int neighbours = 5)
    {
        Distances.DemandLabels(points, labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbours, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(neighbours, points.Length);
        (_points, _labels, _count) = (points, labels, neighbours);
    }

    /// <summary>The label that most of the nearest points have; of labels that as many have, that of the nearest point.</summary>
    /// <param name="point">Where.</param>
    public int Label(double[] point) => Nearest(point).GroupBy(label => label).MaxBy(g => g.Count())!.Key;

    /// <summary>Which part of the nearest points has a label.</summary>
    /// <param name="point">Where.</param>
    /// <param name="label">The label.</param>
    public double Share(double[] point, int label) => Nearest(point).Count(l => l == label) / (double)_count;

    /// <summary>Which part of some points is given its own label.</summary>
    /// <param name="points">Points that are not among those known.</param>
    /// <param name="labels">A label for each.</param>
    /// <exception cref="ArgumentException">Numbers of points and labels differ, or there are none.</exception>
    public double Accuracy(double[][] points, int[] labels)
    {
        Distances.DemandLabels(points, labels);
        bool[] isRight = new bool[points.Length];
        Portions.Run(points.Length, i => isRight[i] = Label(points[i]) == labels[i]);
        return isRight.Count(right => right) / (double)points.Length;
    }

    // Labels of the nearest, the nearest first; of points as far, that which stands first.
    private int[] Nearest(double[] point)
    {
        double[] distances = new double[_count];
        int[] nearest = new int[_count];
        int found = 0;
        for (int k = 0; k < _points.Length; k++)
        {
            double distance = Distances.Squared(point, _points[k]);
            if (found == _count && distance >= distances[^1])
            {
                continue;
            }

            int at = found < _count ? found++ : _count - 1;
            for (; at > 0 && distances[at - 1] > distance; at--)
            {
                (distances[at], nearest[at]) = (distances[at - 1], nearest[at - 1]);
            }

            (distances[at], nearest[at]) = (distance, _labels[k]);
        }

        return nearest;
    }
}
