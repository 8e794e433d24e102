namespace ProbDsl;

/// <summary>Checks of a model's data before the first evaluation. Used by generated code; each failure is a <see cref="ModelDataException"/>.</summary>
public static class DataCheck
{
    /// <summary>A datum read by latent code must be finite.</summary>
    public static double Finite(double value, ref DataReading reading)
        => double.IsFinite(value)
            ? value
            : throw new ModelDataException(FormattableString.Invariant(
                $"`{reading.Code}` is {value}{(reading.Indices.Length == 0 ? "" : " at " + reading.Indices)}: data must be finite. Skip missing rows with a likelihood that returns null."));

    /// <summary>A datum that is kept in single precision, to which it is rounded.</summary>
    public static float Rounded(double value, string what, int row, int column)
        => float.IsFinite((float)value)
            ? (float)value
            : throw new ModelDataException(FormattableString.Invariant(
                $"{what} is {value} in row {row}, column {column}: single precision ends at {float.MaxValue:0.0e+0}. Measure it in other units, or leave out Precision.Single."));

    /// <summary>A real parameter: anything finite.</summary>
    public static void Real(double value, string variable, string what, params ReadOnlySpan<int> indices)
        => Demand(double.IsFinite(value), value, "finite", variable, what, indices);

    /// <summary>A parameter that must be above 0.</summary>
    public static void Positive(double value, string variable, string what, params ReadOnlySpan<int> indices)
        => Demand(value > 0 && double.IsFinite(value), value, "positive and finite", variable, what, indices);

    /// <summary>A parameter that must be at least 0.</summary>
    public static void NonNegative(double value, string variable, string what, params ReadOnlySpan<int> indices)
        => Demand(value >= 0 && double.IsFinite(value), value, "non-negative and finite", variable, what, indices);

    /// <summary>A probability.</summary>
    public static void Probability(double value, string variable, string what, params ReadOnlySpan<int> indices)
        => Demand(value is >= 0 and <= 1, value, "between 0 and 1", variable, what, indices);

    /// <summary>A probability with which a law would be improper if it were 0.</summary>
    public static void PositiveProbability(double value, string variable, string what, params ReadOnlySpan<int> indices)
        => Demand(value is > 0 and <= 1, value, "above 0 and at most 1", variable, what, indices);

    /// <summary>A probability at whose ends a law would degenerate.</summary>
    public static void OpenProbability(double value, string variable, string what, params ReadOnlySpan<int> indices)
        => Demand(value is > 0 and < 1, value, "above 0 and below 1", variable, what, indices);

    /// <summary>A count.</summary>
    public static void Count(double value, string variable, string what, params ReadOnlySpan<int> indices)
        => Demand(value >= 0 && value == Math.Floor(value), value, "a whole number, at least 0", variable, what, indices);

    /// <summary>An observed value of a discrete distribution.</summary>
    public static void Whole(double value, string variable, string what, params ReadOnlySpan<int> indices)
        => Demand(value == Math.Floor(value), value, "a whole number", variable, what, indices);

    /// <summary>An observed element of a vector of bits.</summary>
    public static void Bit(double value, double upper, string variable, string what, params ReadOnlySpan<int> indices)
        => Demand(value == 0 || value == upper, value, "0 or 1", variable, what, indices, "Grey values become bits by ImageSet.Binarise; as they are, a DiscretisedLogisticVector takes 0, 1, …, 255 and a ContinuousBernoulliVector shares from 0 to 1.");

    /// <summary>An observed element of a vector of shares.</summary>
    public static void Share(double value, double upper, string variable, string what, params ReadOnlySpan<int> indices)
        => Demand(value >= 0 && value <= upper, value, "from 0 to 1", variable, what, indices, "Divide grey values by the largest, 255; as they are, a DiscretisedLogisticVector takes them.");

    /// <summary>An observed element of a vector of grey values.</summary>
    public static void Level(double value, double upper, string variable, string what, params ReadOnlySpan<int> indices)
        => Demand(value >= 0 && value <= upper && value == Math.Floor(value), value, FormattableString.Invariant($"a whole number from 0 to {upper}, the last level"), variable, what, indices, "A ContinuousBernoulliVector takes shares from 0 to 1.");

    /// <summary>Counts must add up to the number of trials.</summary>
    public static void Total(double total, double trials, string variable, string what, params ReadOnlySpan<int> indices)
    {
        if (total != trials)
        {
            throw new ModelDataException(FormattableString.Invariant($"{variable}{At(indices)}: {what} must sum to the number of trials, {trials}, but sums to {total}."));
        }
    }

    /// <summary>The sum of a vector of counts.</summary>
    public static double TotalOf<T>(IEnumerable<T> counts)
        where T : System.Numerics.INumberBase<T>
    {
        double sum = 0;
        foreach (T count in counts ?? [])
        {
            sum += double.CreateChecked(count);
        }

        return sum;
    }

    /// <summary>The sum of a row of a matrix of counts.</summary>
    public static double TotalOf<T>(T[,] counts, int row)
        where T : System.Numerics.INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(counts);
        double sum = 0;
        for (int k = 0; k < counts.GetLength(1); k++)
        {
            sum += double.CreateChecked(counts[row, k]);
        }

        return sum;
    }

    /// <summary>An observed value must not lie below the support.</summary>
    public static void AtLeast(double value, double lower, string variable, string what, params ReadOnlySpan<int> indices)
        => Demand(value >= lower, value, FormattableString.Invariant($"at least {lower}, where the support begins"), variable, what, indices);

    /// <summary>An observed value must not lie above the support.</summary>
    public static void AtMost(double value, double upper, string variable, string what, params ReadOnlySpan<int> indices)
        => Demand(value <= upper, value, FormattableString.Invariant($"at most {upper}, where the support ends"), variable, what, indices);

    /// <summary>An observed value must lie above the end of a support where the density is 0 or infinite.</summary>
    public static void Above(double value, double lower, string variable, string what, params ReadOnlySpan<int> indices)
        => Demand(value > lower, value, FormattableString.Invariant($"above {lower}, where the support begins and the density is 0 or infinite"), variable, what, indices);

    /// <summary>An observed value must lie below the end of a support where the density is 0 or infinite.</summary>
    public static void Below(double value, double upper, string variable, string what, params ReadOnlySpan<int> indices)
        => Demand(value < upper, value, FormattableString.Invariant($"below {upper}, where the support ends and the density is 0 or infinite"), variable, what, indices);

    /// <summary>A latent's support must not be empty.</summary>
    public static void Interval(double lower, double upper, string variable, string what, params ReadOnlySpan<int> indices)
    {
        if (!(lower < upper))
        {
            throw new ModelDataException(FormattableString.Invariant(
                $"{variable}{At(indices)}: the {what} from {lower} to {upper} is empty; its lower end must lie below its upper end."));
        }
    }

    /// <summary>An observed category must be one of those that the distribution has.</summary>
    public static void Category(int value, int count, string variable, string what, params ReadOnlySpan<int> indices)
    {
        if ((uint)value >= (uint)count)
        {
            throw new ModelDataException(FormattableString.Invariant(
                $"{variable}{At(indices)}: {what} must be one of {count} categories, from 0 to {count - 1}, but is {value}."));
        }
    }

    /// <summary>A loop over the elements of an array must end where the array does, or before.</summary>
    public static void Loop(int end, int length, string variable, string what, params ReadOnlySpan<int> indices)
    {
        if (end > length)
        {
            throw new ModelDataException(FormattableString.Invariant(
                $"{variable}{At(indices)}: a loop reads {what}[{end - 1}], but {what} has {length} elements."));
        }
    }

    /// <summary>The size of a plate or an array must be at least 0.</summary>
    public static void Size(int value, string variable, string what, params ReadOnlySpan<int> indices)
    {
        if (value < 0)
        {
            throw new ModelDataException(FormattableString.Invariant($"{variable}{At(indices)}: {what} is {value}, but must be at least 0."));
        }
    }

    /// <summary>Two vectors that are multiplied element by element need the same length.</summary>
    public static void SameLengths(int left, int right, string variable, string what, params ReadOnlySpan<int> indices)
    {
        if (left != right)
        {
            throw new ModelDataException(FormattableString.Invariant(
                $"{variable}{At(indices)}: the vectors of {what} have {left} and {right} elements, but need the same length."));
        }
    }

    /// <summary>A row that goes into a network has as many numbers as the network takes.</summary>
    public static void NetworkInputs(int numbers, int inputs, string variable, string network, params ReadOnlySpan<int> indices)
    {
        if (numbers != inputs)
        {
            throw new ModelDataException(FormattableString.Invariant($"{variable}{At(indices)}: a row with {numbers} numbers goes into {network}, whose first layer takes {inputs}."));
        }
    }

    /// <summary>A vector of parameters has some for each element.</summary>
    public static void Multiple(int numbers, int of, string variable, string what, params ReadOnlySpan<int> indices)
    {
        if (of < 1 || numbers % of != 0)
        {
            throw new ModelDataException(FormattableString.Invariant($"{variable}{At(indices)}: {what} must have a multiple of {of} numbers, but has {numbers}."));
        }
    }

    /// <summary>A vector that goes through a flow is as long as the flow's.</summary>
    public static void FlowCount(int numbers, int count, string variable, string flow, params ReadOnlySpan<int> indices)
    {
        if (numbers != count)
        {
            throw new ModelDataException(FormattableString.Invariant($"{variable}{At(indices)}: a vector of {numbers} numbers goes through {flow}, which takes {count}."));
        }
    }

    /// <summary>A flow is given the context that it takes.</summary>
    public static void FlowContext(int numbers, int context, string variable, string flow, params ReadOnlySpan<int> indices)
    {
        if (numbers != context)
        {
            throw new ModelDataException(FormattableString.Invariant($"{variable}{At(indices)}: a context of {numbers} numbers is given to {flow}, which takes {context}."));
        }
    }

    /// <summary>A vector of parameters has those of a normal vector with any covariance.</summary>
    public static void MeanAndFactor(int numbers, int count, string variable, string what, params ReadOnlySpan<int> indices)
    {
        if (count < 1 || MultivariateNormal.NumbersOf(count) != numbers)
        {
            throw new ModelDataException(FormattableString.Invariant($"{variable}{At(indices)}: {what} has {numbers} numbers, but FromMeanAndFactor takes n(n + 3)/2 for n elements, MultivariateNormal.NumbersOf(n): 2, 5, 9, 14, …."));
        }
    }

    /// <summary>An index into an array of latents must lie within it.</summary>
    public static void Index(int value, int length, string variable, string what, params ReadOnlySpan<int> indices)
    {
        if ((uint)value >= (uint)length)
        {
            throw new ModelDataException(FormattableString.Invariant(
                $"{variable}{At(indices)}: {what} is {value}, but must be from 0 to {length - 1}."));
        }
    }

    /// <summary>An array read at a plate's index must have the plate's length.</summary>
    public static void SameLength(int length, int size, string variable, string what, params ReadOnlySpan<int> indices)
    {
        if (length >= 0 && length != size)
        {
            throw new ModelDataException(FormattableString.Invariant(
                $"{variable}{At(indices)}: {what} has {length} elements, but its plate has {size}. Arrays that share an index need the same length."));
        }
    }

    /// <summary>The length of a list; −1 for anything else.</summary>
    public static int LengthOf<T>(IReadOnlyCollection<T> list) => list is null ? 0 : list.Count;

    /// <summary>The length of an array; −1 for anything that is no list.</summary>
    public static int LengthOf(object? other) => other is Array array ? array.Length : -1;

    /// <summary>The length of a matrix along one of its indices; −1 for anything else.</summary>
    public static int LengthOf(object? matrix, int dimension) => matrix is null ? 0 : matrix is Array array && array.Rank > dimension ? array.GetLength(dimension) : -1;

    private static void Demand(bool holds, double value, string demand, string variable, string what, ReadOnlySpan<int> indices, string? advice = null)
    {
        if (!holds)
        {
            throw new ModelDataException(FormattableString.Invariant($"{variable}{At(indices)}: {what} must be {demand}, but is {value}.{(advice is null ? "" : " " + advice)}"));
        }
    }

    private static string At(ReadOnlySpan<int> indices)
    {
        if (indices.IsEmpty)
        {
            return "";
        }

        string[] texts = new string[indices.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = indices[i].ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return "[" + string.Join(", ", texts) + "]";
    }
}
