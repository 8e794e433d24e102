using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace ProbDsl.Reports;

/// <summary>
/// The source that the generator wrote, as it was compiled: the compiler keeps generated files in the debugging symbols, so that the text costs the assembly nothing and
/// is that of the code that ran. Symbols that do not belong to the assembly are not read.
/// </summary>
internal static class GeneratedSource
{
    // Portable PDB, "Embedded Source": an integer, 0 for plain text and else the length before it was deflated, then the text.
    private static readonly Guid s_embeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    /// <summary>The method by which a generated result's model evaluates a function and its gradient.</summary>
    /// <param name="result">The type of a generated posterior or training, which stands inside its model.</param>
    /// <param name="function">The generated file of the function: "LogJoint" or "Elbo".</param>
    /// <returns>The source; null where there are no symbols, as beside a native binary, or the type was not generated.</returns>
    public static string? Of(Type result, string function)
    {
        string file = Path.Combine(AppContext.BaseDirectory, result.Assembly.GetName().Name + ".dll");
        if (result.DeclaringType?.FullName is not { } model || !File.Exists(file))
        {
            return null;
        }

        try
        {
            using var assembly = new PEReader(File.OpenRead(file));
            if (!assembly.TryOpenAssociatedPortablePdb(file, path => File.Exists(path) ? File.OpenRead(path) : null, out MetadataReaderProvider? symbols, out _))
            {
                return null;
            }

            using (symbols)
            {
                return Text(symbols!.GetMetadataReader(), model.Replace('+', '.') + $".{function}.g.cs") is { } text ? Method(text) : null;
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or BadImageFormatException or UnauthorizedAccessException or InvalidDataException)
        {
            return null;
        }
    }

    private static string? Text(MetadataReader symbols, string ending)
    {
        foreach (DocumentHandle handle in symbols.Documents)
        {
            if (!symbols.GetString(symbols.GetDocument(handle).Name).EndsWith(ending, StringComparison.Ordinal))
            {
                continue;
            }

            foreach (CustomDebugInformationHandle of in symbols.GetCustomDebugInformation(handle))
            {
                CustomDebugInformation information = symbols.GetCustomDebugInformation(of);
                if (symbols.GetGuid(information.Kind) == s_embeddedSource)
                {
                    return Decoded(symbols.GetBlobBytes(information.Value));
                }
            }
        }

        return null;
    }

    private static string Decoded(byte[] blob)
    {
        if (BitConverter.ToInt32(blob) == 0)
        {
            return Encoding.UTF8.GetString(blob.AsSpan(4));
        }

        using var reader = new StreamReader(new DeflateStream(new MemoryStream(blob, 4, blob.Length - 4), CompressionMode.Decompress), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    // The first method, from its signature to the brace at its own indentation, which is taken away.
    private static string? Method(string file)
    {
        string[] lines = file.Replace("\r", "", StringComparison.Ordinal).Split('\n');
        int first = Array.FindIndex(lines, l => l.Contains(" ValueAndGradient<", StringComparison.Ordinal));
        if (first < 0)
        {
            return null;
        }

        int indent = lines[first].Length - lines[first].TrimStart().Length;
        int last = Array.FindIndex(lines, first, l => l == new string(' ', indent) + "}");
        return last < 0 ? null : string.Join('\n', lines[first..(last + 1)].Select(l => l.Length >= indent ? l[indent..] : l));
    }
}
