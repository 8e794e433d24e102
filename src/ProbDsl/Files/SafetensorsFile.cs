using System.Buffers.Binary;

namespace ProbDsl;

/// <summary>Named arrays of numbers in one file, in the safetensors format that other frameworks read and write.</summary>
/// <remarks>
/// The file is the length of a head in 8 bytes, low byte first; the head, a JSON object that gives the type, shape and place of each array; and the arrays,
/// one directly after another, low byte first, the last dimension fastest. Types are F32 and F64. (The format is that of github.com/huggingface/safetensors.)
/// </remarks>
public sealed class SafetensorsFile
{
    private const int LengthBytes = sizeof(ulong);

    // Where the format draws the line.
    private const long LongestHead = 100_000_000;

    private readonly string _path;
    private readonly SortedDictionary<string, NamedTensor> _tensors;

    private SafetensorsFile(string path, SortedDictionary<string, NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata)
        => (_path, _tensors, Metadata) = (path, tensors, metadata);

    /// <summary>All arrays, in order of their names by character code.</summary>
    public IReadOnlyCollection<NamedTensor> Tensors => _tensors.Values;

    /// <summary>Texts that stand beside the arrays; empty where there are none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The array of a name.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is none; the message has the names that there are.</exception>
    public NamedTensor this[string name] => _tensors.TryGetValue(name, out NamedTensor? found) ? found
        : throw new KeyNotFoundException($"'{_path}' has no array '{name}'; it has {(_tensors.Count == 0 ? "none" : string.Join(", ", _tensors.Keys))}.");

    /// <summary>Whether there is an array of a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>True when there is.</returns>
    public bool Contains(string name) => _tensors.ContainsKey(name);

    /// <summary>Writes arrays into a file that is whole or not there: it gets its name, and replaces an older one, when all of it is on the disk.</summary>
    /// <remarks>
    /// Doubles come before floats, so that each number lies at a multiple of its size, and among either the arrays are in order of their names by character
    /// code; the same arrays and texts give the same bytes.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The arrays, each with a name of its own.</param>
    /// <param name="metadata">Texts to stand beside them.</param>
    /// <exception cref="ArgumentException">Two arrays have one name, or one is called <c>__metadata__</c>, which the format keeps for the texts.</exception>
    public static void Write(string path, IEnumerable<NamedTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(tensors);
        NamedTensor[] ordered = [.. tensors.OrderByDescending(t => t.IsDouble).ThenBy(t => t.Name, StringComparer.Ordinal)];
        string? wrong = ordered.GroupBy(t => t.Name).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (wrong is not null)
        {
            throw new ArgumentException($"Two arrays are called '{wrong}'.", nameof(tensors));
        }

        if (ordered.Any(t => t.Name == SafetensorsHeader.MetadataName))
        {
            throw new ArgumentException($"An array is called '{SafetensorsHeader.MetadataName}', which the format keeps for texts.", nameof(tensors));
        }

        byte[] header = SafetensorsHeader.Write(ordered, metadata);
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[LengthBytes];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (NamedTensor tensor in ordered)
            {
                stream.Write(LittleEndian.Of(tensor.Bytes, tensor.IsDouble));
            }
        });
    }

    /// <summary>Reads a file and checks that its arrays fill it without gap or overlap.</summary>
    /// <param name="path">The file.</param>
    /// <returns>What it holds.</returns>
    /// <exception cref="InvalidDataException">It is no such file, is cut off, or has arrays of other types; the message says what was found.</exception>
    public static SafetensorsFile Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileStream stream = File.OpenRead(path);
        Span<byte> lengthBytes = stackalloc byte[LengthBytes];
        int found = stream.ReadAtLeast(lengthBytes, LengthBytes, throwOnEndOfStream: false);
        if (found < LengthBytes)
        {
            throw new InvalidDataException(FormattableString.Invariant($"'{path}' is no safetensors file: it has {found} bytes, but the length of its head alone needs 8."));
        }

        ulong headLength = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        long rest = stream.Length - LengthBytes;
        if (headLength > LongestHead || (long)headLength > rest)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"'{path}' is no safetensors file, or is cut off: its head should have {headLength} bytes, but {rest} follow{(headLength > LongestHead ? " and the format allows 100,000,000" : "")}."));
        }

        byte[] head = new byte[headLength];
        stream.ReadExactly(head);
        (List<SafetensorsEntry> entries, SortedDictionary<string, string> metadata) = SafetensorsHeader.Read(head, path);
        RequireCover(entries, rest - head.Length, path);
        var tensors = new SortedDictionary<string, NamedTensor>(StringComparer.Ordinal);
        foreach (SafetensorsEntry entry in entries)
        {
            tensors.Add(entry.Name, entry.Read(stream));
        }

        return new(path, tensors, metadata);
    }

    // The entries are in order of where they begin. What no array holds could be anything: the format allows none of it.
    private static void RequireCover(List<SafetensorsEntry> entries, long content, string path)
    {
        (long end, string before) = (0, "the head");
        foreach (SafetensorsEntry entry in entries)
        {
            if (entry.Begin != end)
            {
                throw new InvalidDataException(FormattableString.Invariant($"'{path}': the array '{entry.Name}' begins at {entry.Begin}, ")
                    + (entry.Begin < end ? FormattableString.Invariant($"but '{before}' ends at {end}: they overlap.") : FormattableString.Invariant($"{entry.Begin - end} bytes after the end of {before}: there is a gap.")));
            }

            (end, before) = (entry.End, entry.Name);
        }

        if (end != content)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"'{path}' is {(content < end ? "cut off" : "longer than its head says")}: its arrays have {end} bytes, but {content} follow the head."));
        }
    }
}
