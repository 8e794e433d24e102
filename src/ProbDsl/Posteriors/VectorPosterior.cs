using System.Collections;

namespace ProbDsl;

/// <summary>The posterior of a vector.</summary>
public sealed class VectorPosterior : IReadOnlyList<ScalarPosterior>
{
    private readonly ScalarPosterior[] _elements;

    internal VectorPosterior(string name, ScalarPosterior[] elements) => (Name, _elements) = (name, elements);

    /// <summary>The vector's name as in the source.</summary>
    public string Name { get; }

    /// <summary>How many elements there are.</summary>
    public int Count => _elements.Length;

    /// <summary>How many elements there are, as an array says it.</summary>
    public int Length => _elements.Length;

    /// <summary>The posterior means, in a new array.</summary>
    public double[] Mean => Array.ConvertAll(_elements, element => element.Mean);

    /// <summary>The posterior standard deviations, in a new array.</summary>
    public double[] Sd => Array.ConvertAll(_elements, element => element.Sd);

    /// <summary>The posterior of one element.</summary>
    /// <param name="index">Which, from 0.</param>
    public ScalarPosterior this[int index] => _elements[index];

    /// <summary>The quantile of every element, in a new array.</summary>
    /// <param name="p">A probability between 0 and 1.</param>
    /// <returns>One quantile for each element.</returns>
    public double[] Quantile(double p) => Array.ConvertAll(_elements, element => element.Quantile(p));

    /// <inheritdoc/>
    public IEnumerator<ScalarPosterior> GetEnumerator() => ((IEnumerable<ScalarPosterior>)_elements).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
