using System.Buffers;
using System.IO.Compression;
using System.Numerics;
using Microsoft.Win32.SafeHandles;

namespace ProbDsl;

/// <summary>An IDX file whose rows are read from the disk when they are asked for, so that it may be larger than memory.</summary>
/// <remarks>
/// The format is that of the MNIST files: a head of dimensions, then the numbers, the high byte first, the last dimension fastest. The first dimension counts
/// the rows. Rows may be read in any order and from several threads. What the system keeps of the file in memory it reads from there.
/// </remarks>
public sealed class IdxFile : IRowSource, IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly IdxHeader _header;
    private readonly IdxNumbers _numbers;
    private readonly Lazy<(double Minimum, double Maximum)> _range;

    private IdxFile(string path, SafeFileHandle handle, IdxHeader header, double divisor)
    {
        (_path, _handle, _header) = (path, handle, header);
        _numbers = new(header.Element, divisor);
        _range = new(FindRange);
        RowLength = (int)header.RowLength;
    }

    /// <inheritdoc/>
    public int Count => _header.Count;

    /// <inheritdoc/>
    public int RowLength { get; }

    /// <summary>All dimensions, the number of rows first.</summary>
    public IReadOnlyList<int> Dimensions => _header.Dimensions;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">A number is not finite.</exception>
    public double Minimum => _range.Value.Minimum;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">A number is not finite.</exception>
    public double Maximum => _range.Value.Maximum;

    /// <summary>One row, a vector of <see cref="RowLength"/> numbers.</summary>
    /// <param name="n">Which, from 0.</param>
    public RowView this[int n] => new(this, n);

    /// <summary>Opens a file and checks its head and its length.</summary>
    /// <param name="path">An IDX file that is not compressed.</param>
    /// <param name="divisor">What each number is divided by; where nothing is said, 255 for unsigned bytes (grey values from 0 to 1) and 1 for all others.</param>
    /// <returns>The file, to be disposed of.</returns>
    /// <exception cref="InvalidDataException">It is no IDX file, is compressed, or has another length than its head says.</exception>
    public static IdxFile Open(string path, double? divisor = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        RowCheck.Divisor(divisor ?? 1);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.RandomAccess);
        try
        {
            if (IdxContent.IsCompressed(file))
            {
                throw new InvalidDataException($"'{path}' is compressed, so that its rows cannot be found without unpacking all before them. Unpack it with gunzip, or read it whole with ImageSet.ReadIdx.");
            }

            IdxHeader header = IdxHeader.Read(file, path);
            IdxContent.RequireLength(path, header, file.Length - header.Length);
            return header.RowLength * header.ElementSize <= Array.MaxLength
                ? new IdxFile(path, file.SafeFileHandle, header, divisor ?? IdxNumbers.DefaultDivisor(header.Element))
                : throw new InvalidDataException(FormattableString.Invariant($"'{path}': a row has {header.RowLength} numbers, more than an array holds."));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void CopyRow<T>(int n, Span<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RowCheck.Copy(this, n, row);
        int length = RowLength * _header.ElementSize;
        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Span<byte> bytes = rented.AsSpan(0, length);
            for (int read = 0; read < length;)
            {
                int more = RandomAccess.Read(_handle, bytes[read..], _header.Length + (long)n * length + read);
                read += more > 0 ? more : throw new InvalidDataException(FormattableString.Invariant($"'{_path}' has become shorter since it was opened: row {n} is no longer there."));
            }

            _numbers.Decode(bytes, row);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _handle.Dispose();

    /// <summary>Writes an IDX file, compressed where the name ends in .gz.</summary>
    internal static void Write(string path, IdxHeader header, Action<Stream> content) => AtomicFile.Write(path, file =>
    {
        using GZipStream? packed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true) : null;
        var target = new BufferedStream(packed ?? file, 1 << 16);
        header.Write(target);
        content(target);
        target.Flush();
    });

    private (double Minimum, double Maximum) FindRange()
    {
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        double[] row = new double[RowLength];
        for (int n = 0; n < Count; n++)
        {
            CopyRow<double>(n, row);
            int wrong = Array.FindIndex(row, x => !double.IsFinite(x));
            if (wrong >= 0)
            {
                throw new InvalidDataException(FormattableString.Invariant($"'{_path}': number {wrong} of row {n} is {row[wrong]}, but data must be finite."));
            }

            foreach (double x in row)
            {
                (low, high) = (Math.Min(low, x), Math.Max(high, x));
            }
        }

        return Count == 0 || RowLength == 0 ? (double.NaN, double.NaN) : (low, high);
    }
}
