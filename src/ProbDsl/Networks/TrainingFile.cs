namespace ProbDsl;

/// <summary>Trained parameters as a safetensors file, which other frameworks read: an array for each array of weights, named by network and layer, and one for all else.</summary>
public static class TrainingFile
{
    private const string Others = "parameters";

    /// <summary>Reads what <see cref="TrainingResult.Save"/> wrote. Used by generated code.</summary>
    /// <typeparam name="TProgram">The model's generated code.</typeparam>
    /// <param name="program">The model, of any data.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or of another model; the message says what differs.</exception>
    public static TrainingResult Read<TProgram>(TProgram program, string path)
        where TProgram : struct, INetworkProgram
    {
        var file = SafetensorsFile.Read(path);
        Dictionary<string, NamedTensor> found = file.Tensors.ToDictionary(t => t.Name);
        double[] parameters = new double[program.ParameterCount];
        IReadOnlyList<(string Name, int[] Shape, int Offset)> wanted = ArraysOf(program.Networks);
        int others = program.ParameterCount - program.Networks.Sum(n => n.Network.WeightCount);
        var differences = new List<string>();
        foreach ((string key, string expected) in Description(program.Name, program.Networks))
        {
            string written = file.Metadata.GetValueOrDefault(key, "nothing");
            if (written != expected)
            {
                differences.Add($"{key} is {written} in the file and {expected} here");
            }
        }

        foreach ((string name, int[] shape, int offset) in wanted)
        {
            Take(name, shape, parameters.AsSpan(offset, Count(shape)));
        }

        double[] rest = new double[others];
        Take(Others, [others], rest);
        differences.AddRange(found.Keys.Except(wanted.Select(w => w.Name)).Where(name => name != Others).Order(StringComparer.Ordinal).Select(name => $"the model has no '{name}'"));
        if (differences.Count > 0)
        {
            throw new InvalidDataException($"'{path}' is of another model than this {program.Name}: {string.Join("; ", differences)}.");
        }

        Put(rest, program.Networks, parameters);
        return new TrainingResult(program.Name, program.Networks, program.Arrays, parameters,
            Enum.TryParse(file.Metadata.GetValueOrDefault("status"), out FitStatus status) ? status : FitStatus.IterationLimit, file.Metadata.GetValueOrDefault("reason", ""), []);

        void Take(string name, int[] shape, Span<double> into)
        {
            if (!found.TryGetValue(name, out NamedTensor? tensor))
            {
                differences.Add($"the file has no '{name}'");
            }
            else if (!tensor.Shape.SequenceEqual(shape))
            {
                differences.Add(FormattableString.Invariant($"'{name}' has the shape [{string.Join(", ", tensor.Shape)}] in the file and [{string.Join(", ", shape)}] in the model"));
            }
            else
            {
                tensor.CopyTo(into);
            }
        }
    }

    internal static void Write(string path, string model, IReadOnlyList<NetworkPlace> networks, TrainingResult trained)
    {
        double[] parameters = trained.Parameters;
        IEnumerable<NamedTensor> weights = ArraysOf(networks).Select(a => new NamedTensor(a.Name, a.Shape, parameters[a.Offset..(a.Offset + Count(a.Shape))]));
        double[] rest = [.. parameters.Where((_, i) => !IsWeight(i, networks))];
        Dictionary<string, string> description = Description(model, networks);
        (description["status"], description["reason"]) = (trained.Status.ToString(), trained.Reason);
        SafetensorsFile.Write(path, weights.Append(new NamedTensor(Others, [rest.Length], rest)), description);
    }

    // What must be the same for weights to mean the same.
    private static Dictionary<string, string> Description(string model, IReadOnlyList<NetworkPlace> networks)
    {
        var description = networks.ToDictionary(n => n.Name, n => n.Network.ToString());
        description["model"] = model;
        return description;
    }

    private static List<(string Name, int[] Shape, int Offset)> ArraysOf(IReadOnlyList<NetworkPlace> networks)
    {
        var arrays = new List<(string, int[], int)>();
        foreach (NetworkPlace place in networks)
        {
            int at = place.Offset;
            foreach (WeightArray array in place.Network.Weights)
            {
                arrays.Add(($"{place.Name}.{array.Name}", [.. array.Dimensions], at));
                at += array.Count;
            }
        }

        return arrays;
    }

    // What belongs to no network stands between the networks, in order.
    private static void Put(double[] rest, IReadOnlyList<NetworkPlace> networks, double[] parameters)
    {
        int next = 0;
        for (int i = 0; i < parameters.Length; i++)
        {
            if (!IsWeight(i, networks))
            {
                parameters[i] = rest[next++];
            }
        }
    }

    private static bool IsWeight(int i, IReadOnlyList<NetworkPlace> networks) => networks.Any(n => i >= n.Offset && i < n.Offset + n.Network.WeightCount);

    private static int Count(int[] shape) => shape.Aggregate(1, (product, length) => product * length);
}
