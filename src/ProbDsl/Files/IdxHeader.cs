using System.Buffers.Binary;

namespace ProbDsl;

/// <summary>The number type of an IDX file, as its third byte says it.</summary>
internal enum IdxElement : byte
{
    Byte = 0x08,
    SignedByte = 0x09,
    Int16 = 0x0B,
    Int32 = 0x0C,
    Single = 0x0D,
    Double = 0x0E,
}

/// <summary>The head of an IDX file: two zeros, the type, how many dimensions, and each as 32 bits, the high byte first.</summary>
internal sealed record IdxHeader(IdxElement Element, int[] Dimensions)
{
    public int Length => 4 + 4 * Dimensions.Length;

    public int Count => Dimensions[0];

    /// <summary>Numbers per row: the product of all dimensions but the first.</summary>
    public long RowLength
    {
        get
        {
            long product = 1;
            foreach (int d in Dimensions.AsSpan(1))
            {
                product = checked(product * d);
            }

            return product;
        }
    }

    public int ElementSize => SizeOf(Element);

    /// <summary>Bytes after the head.</summary>
    public long ContentLength => checked(RowLength * Count * ElementSize);

    /// <summary>Dimensions as a person writes them.</summary>
    public string Shape => string.Join(" × ", Dimensions);

    public static int SizeOf(IdxElement element) => element switch
    {
        IdxElement.Byte or IdxElement.SignedByte => 1,
        IdxElement.Int16 => 2,
        IdxElement.Int32 or IdxElement.Single => 4,
        _ => 8,
    };

    /// <summary>Reads the head and nothing after it.</summary>
    /// <exception cref="InvalidDataException">It is none, or describes what cannot be.</exception>
    public static IdxHeader Read(Stream stream, string path)
    {
        Span<byte> start = stackalloc byte[4];
        int found = stream.ReadAtLeast(start, 4, throwOnEndOfStream: false);
        if (found < 4)
        {
            throw new InvalidDataException(FormattableString.Invariant($"'{path}' is no IDX file: it has {found} bytes, but its head alone needs 8 or more."));
        }

        if (start[0] != 0 || start[1] != 0)
        {
            throw new InvalidDataException(FormattableString.Invariant($"'{path}' is no IDX file: it begins with the bytes {start[0]:x2} {start[1]:x2}, but an IDX file begins with 00 00."));
        }

        if (!Enum.IsDefined((IdxElement)start[2]))
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"'{path}': the type of its numbers is {start[2]:x2}, but IDX knows 08 (unsigned byte), 09 (signed byte), 0b (16 bits), 0c (32 bits), 0d (float) and 0e (double)."));
        }

        if (start[3] == 0)
        {
            throw new InvalidDataException($"'{path}' has no dimensions, but needs at least one, the number of rows.");
        }

        byte[] rest = new byte[4 * start[3]];
        found = stream.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false);
        if (found < rest.Length)
        {
            throw new InvalidDataException(FormattableString.Invariant($"'{path}' is cut off: its head says {start[3]} dimensions of 4 bytes each, but {found} bytes follow."));
        }

        int[] dimensions = new int[start[3]];
        for (int k = 0; k < dimensions.Length; k++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(rest.AsSpan(4 * k));
            dimensions[k] = size <= int.MaxValue ? (int)size : throw TooLarge(path, FormattableString.Invariant($"dimension {k} is {size}"));
        }

        var header = new IdxHeader((IdxElement)start[2], dimensions);
        try
        {
            _ = header.ContentLength;
        }
        catch (OverflowException)
        {
            throw TooLarge(path, "its dimensions are " + header.Shape);
        }

        return header;
    }

    public void Write(Stream stream)
    {
        Span<byte> bytes = new byte[Length];
        bytes[2] = (byte)Element;
        bytes[3] = (byte)Dimensions.Length;
        for (int k = 0; k < Dimensions.Length; k++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes[(4 + 4 * k)..], Dimensions[k]);
        }

        stream.Write(bytes);
    }

    private static InvalidDataException TooLarge(string path, string found)
        => new($"'{path}': {found}, which no file holds. Either it is damaged, or its numbers are written low byte first; IDX has the high byte first.");
}
