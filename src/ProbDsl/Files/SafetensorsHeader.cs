using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ProbDsl;

/// <summary>The head of a safetensors file: <c>{"__metadata__":{…},"name":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},…}</c>, filled up by spaces.</summary>
internal static class SafetensorsHeader
{
    public const string MetadataName = "__metadata__";

    // The head's length is a multiple of it, so that what follows lies where any number may lie.
    private const int Alignment = 8;

    public static byte[] Write(NamedTensor[] ordered, IReadOnlyDictionary<string, string>? metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject(MetadataName);
                foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            long offset = 0;
            foreach (NamedTensor tensor in ordered)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Type);
                json.WriteStartArray("shape");
                foreach (int length in tensor.Shape)
                {
                    json.WriteNumberValue(length);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += (long)tensor.Count * (tensor.IsDouble ? sizeof(double) : sizeof(float)));
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        byte[] header = new byte[(buffer.WrittenCount + Alignment - 1) / Alignment * Alignment];
        header.AsSpan().Fill((byte)' ');
        buffer.WrittenSpan.CopyTo(header);
        return header;
    }

    /// <summary>The arrays in order of where they begin, and the texts.</summary>
    /// <exception cref="InvalidDataException">It is none, or contradicts itself.</exception>
    public static (List<SafetensorsEntry> Entries, SortedDictionary<string, string> Metadata) Read(byte[] header, string path)
    {
        var entries = new List<SafetensorsEntry>();
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (header is not [(byte)'{', ..])
        {
            throw new InvalidDataException($"'{path}' is no safetensors file: its head should begin with '{{', but {(header.Length == 0 ? "is empty" : $"begins with the byte {header[0]:x2}")}.");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(header));
            var names = new HashSet<string>();
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (!names.Add(property.Name))
                {
                    throw new InvalidDataException($"'{path}': two arrays are called '{property.Name}'.");
                }

                if (property.Name == MetadataName)
                {
                    ReadMetadata(property.Value, metadata, path);
                }
                else
                {
                    entries.Add(ReadEntry(property, path));
                }
            }
        }
        catch (Exception problem) when (problem is JsonException or DecoderFallbackException)
        {
            throw new InvalidDataException($"'{path}' is no safetensors file, or is damaged: its head is no JSON. {problem.Message}", problem);
        }

        entries.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        return (entries, metadata);
    }

    private static void ReadMetadata(JsonElement texts, SortedDictionary<string, string> metadata, string path)
    {
        if (texts.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidDataException($"'{path}': {MetadataName} is {texts.GetRawText()}, but should be an object of texts.");
        }

        foreach (JsonProperty text in texts.EnumerateObject())
        {
            metadata[text.Name] = text.Value.ValueKind == JsonValueKind.String ? text.Value.GetString()!
                : throw new InvalidDataException($"'{path}': in {MetadataName}, '{text.Name}' is {text.Value.GetRawText()}, but should be a text.");
        }
    }

    private static SafetensorsEntry ReadEntry(JsonProperty property, string path)
    {
        string name = property.Name;
        InvalidDataException Wrong(string what) => new($"'{path}': the array '{name}' {what}.");
        JsonElement value = property.Value;
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Wrong($"is {value.GetRawText()}, but should be an object with dtype, shape and data_offsets");
        }

        JsonElement Field(string field) => value.TryGetProperty(field, out JsonElement found) ? found : throw Wrong($"has no {field}");
        JsonElement typeField = Field("dtype");
        string? type = typeField.ValueKind == JsonValueKind.String ? typeField.GetString() : typeField.GetRawText();
        if (type is not ("F32" or "F64"))
        {
            throw Wrong($"is of type {type}; what is read is F32 and F64. Convert it where it was written");
        }

        long[] shape = Numbers(Field("shape")) ?? throw Wrong($"has the shape {Field("shape").GetRawText()}, but should have a list of whole numbers from 0");
        if (Numbers(Field("data_offsets")) is not [long begin, long end] || end < begin)
        {
            throw Wrong($"has the data_offsets {Field("data_offsets").GetRawText()}, but should have its begin and, not before it, its end");
        }

        bool isDouble = type == "F64";
        Int128 count = 1;
        foreach (long length in shape)
        {
            // Saturated: the factors after it may be many.
            count = Int128.Min(count * length, long.MaxValue);
        }

        if (count * (isDouble ? sizeof(double) : sizeof(float)) != end - begin)
        {
            throw Wrong(FormattableString.Invariant($"has the shape [{string.Join(", ", shape)}] of type {type}, {count} numbers, but {end - begin} bytes"));
        }

        return count <= Array.MaxLength && Array.TrueForAll(shape, length => length <= int.MaxValue) ? new(name, isDouble, Array.ConvertAll(shape, length => (int)length), begin, end)
            : throw Wrong(FormattableString.Invariant($"has {count} numbers, more than an array holds"));
    }

    // Null where it is no list of whole numbers from 0.
    private static long[]? Numbers(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var numbers = new List<long>();
        foreach (JsonElement item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out long number) || number < 0)
            {
                return null;
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }
}
