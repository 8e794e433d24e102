using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ProbDsl;

/// <summary>A file that is whole or not there.</summary>
/// <remarks>
/// It is written as <see cref="AtomicFile"/> does. A mark, the length and a SHA-256 of the content stand before it, so that a file cut off or changed by other
/// means is recognised too.
/// </remarks>
internal static class StateFile
{
    private const ulong Mark = 0x3146_7374_4453_4250; // "PBSDtsF1", little-endian.
    private const int HeaderLength = sizeof(ulong) + sizeof(long) + SHA256.HashSizeInBytes;

    public static void Save(string path, Action<BinaryWriter> content)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            content(writer);
        }

        AtomicFile.Write(path, file =>
        {
            ReadOnlySpan<byte> bytes = memory.GetBuffer().AsSpan(0, (int)memory.Length);
            using (var header = new BinaryWriter(file, System.Text.Encoding.UTF8, leaveOpen: true))
            {
                header.Write(Mark);
                header.Write((long)bytes.Length);
                header.Write(SHA256.HashData(bytes));
            }

            file.Write(bytes);
        });
    }

    /// <summary>Reads a file that <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is something else, or not whole.</exception>
    public static void Load(string path, Action<BinaryReader> content)
    {
        byte[] all = File.ReadAllBytes(path);
        if (all.Length < HeaderLength || BitConverter.ToUInt64(all) != Mark)
        {
            throw new InvalidDataException($"'{path}' is not a checkpoint, or is cut off.");
        }

        Span<byte> bytes = all.AsSpan(HeaderLength);
        if (BitConverter.ToInt64(all, sizeof(ulong)) != bytes.Length
            || !SHA256.HashData(bytes).AsSpan().SequenceEqual(all.AsSpan(sizeof(ulong) + sizeof(long), SHA256.HashSizeInBytes)))
        {
            throw new InvalidDataException($"The checkpoint '{path}' is cut off or damaged. Delete it to begin anew.");
        }

        using var reader = new BinaryReader(new MemoryStream(all, HeaderLength, bytes.Length, writable: false));
        content(reader);
    }

    public static void Write(BinaryWriter writer, ReadOnlySpan<double> values) => Write<double>(writer, values);

    public static void Read(BinaryReader reader, Span<double> values) => Read<double>(reader, values);

    public static void Write<T>(BinaryWriter writer, ReadOnlySpan<T> values)
        where T : unmanaged => writer.Write(MemoryMarshal.AsBytes(values));

    public static void Read<T>(BinaryReader reader, Span<T> values)
        where T : unmanaged => reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values));
}
