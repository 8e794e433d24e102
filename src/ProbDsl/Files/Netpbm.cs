using System.Text;

namespace ProbDsl;

/// <summary>The portable grey and pixel maps of Netpbm: P2 and P3 in figures, P5 and P6 in bytes (two of them, the high one first, for more than 255 values).</summary>
internal static class Netpbm
{
    public static Raster Read(byte[] bytes, string path)
    {
        int kind = bytes[1] - '0';
        if (kind is not (2 or 3 or 5 or 6))
        {
            throw new InvalidDataException($"'{path}' is a Netpbm file of kind P{(char)bytes[1]}; what is read is {Raster.Formats}.");
        }

        var head = new Figures(bytes, 2, path);
        int width = head.Next("the width", 1, int.MaxValue), height = head.Next("the height", 1, int.MaxValue), maximum = head.Next("the value of white", 1, ushort.MaxValue);
        int channels = kind is 3 or 6 ? 3 : 1;
        ushort[] samples = new ushort[Raster.SamplesOf(path, height, width, channels)];
        if (kind < 4)
        {
            for (int i = 0; i < samples.Length; i++)
            {
                samples[i] = (ushort)head.Next(FormattableString.Invariant($"value {i} of {samples.Length}"), 0, maximum);
            }

            head.End();
            return new(height, width, channels, maximum, samples);
        }

        // One white-space character ends the head.
        int start = head.Position + 1, size = maximum > byte.MaxValue ? 2 : 1;
        if (bytes.Length - start != (long)size * samples.Length)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"'{path}': {height} × {width} pixels of {channels * size} bytes are {(long)size * samples.Length} bytes, but {Math.Max(0, bytes.Length - start)} follow the head."));
        }

        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = (ushort)(size == 1 ? bytes[start + i] : (bytes[start + 2 * i] << 8) | bytes[start + 2 * i + 1]);
            if (samples[i] > maximum)
            {
                throw new InvalidDataException(FormattableString.Invariant($"'{path}': value {i} is {samples[i]}, above {maximum}, that of white."));
            }
        }

        return new(height, width, channels, maximum, samples);
    }

    /// <summary>Writes P5 or P6; white is 255.</summary>
    public static void Write(Stream stream, int height, int width, int channels, ReadOnlySpan<byte> samples)
    {
        stream.Write(Encoding.ASCII.GetBytes(FormattableString.Invariant($"P{(channels == 3 ? 6 : 5)}\n{width} {height}\n255\n")));
        stream.Write(samples);
    }

    /// <summary>Whole numbers in figures, parted by white space and comments that go from # to the end of the line.</summary>
    private sealed class Figures(byte[] bytes, int start, string path)
    {
        public int Position { get; private set; } = start;

        public int Next(string what, int least, int most)
        {
            PassOver();
            int first = Position;
            long number = 0;
            for (; Position < bytes.Length && bytes[Position] is >= (byte)'0' and <= (byte)'9' && number <= int.MaxValue; Position++)
            {
                number = 10 * number + bytes[Position] - '0';
            }

            if (Position == first)
            {
                string found = first == bytes.Length ? "the file ends" : FormattableString.Invariant($"there is the byte {bytes[first]:x2} at {first}");
                throw new InvalidDataException($"'{path}': {what} should come, but {found}.");
            }

            return number >= least && number <= most ? (int)number
                : throw new InvalidDataException(FormattableString.Invariant($"'{path}': {what} is {number}, but must be from {least} to {most}."));
        }

        public void End()
        {
            PassOver();
            if (Position < bytes.Length)
            {
                throw new InvalidDataException(FormattableString.Invariant($"'{path}': {bytes.Length - Position} bytes follow the last value."));
            }
        }

        private void PassOver()
        {
            while (Position < bytes.Length)
            {
                if (bytes[Position] == '#')
                {
                    int line = Array.IndexOf(bytes, (byte)'\n', Position);
                    Position = line < 0 ? bytes.Length : line;
                }
                else if (bytes[Position] is (byte)' ' or >= 9 and <= 13)
                {
                    Position++;
                }
                else
                {
                    return;
                }
            }
        }
    }
}
