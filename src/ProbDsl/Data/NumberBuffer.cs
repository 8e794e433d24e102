namespace ProbDsl;

/// <summary>Numbers that come one after another: bytes as long as all are whole from 0 to 255, doubles from the first that is not.</summary>
internal sealed class NumberBuffer
{
    private byte[]? _bytes = new byte[1024];
    private double[] _doubles = [];

    public int Count { get; private set; }

    public void Add(double number)
    {
        if (_bytes is not null && number != (byte)Math.Clamp(number, 0, 255))
        {
            _doubles = new double[_bytes.Length];
            for (int i = 0; i < Count; i++)
            {
                _doubles[i] = _bytes[i];
            }

            _bytes = null;
        }

        if (_bytes is not null)
        {
            Grow(ref _bytes);
            _bytes[Count++] = (byte)number;
        }
        else
        {
            Grow(ref _doubles);
            _doubles[Count++] = number;
        }
    }

    /// <summary>The images that the numbers are, each number divided by one.</summary>
    public ImageSet ToImages(int height, int width, int channels, double divisor)
    {
        if (_bytes is not null)
        {
            return ImageSet.FromLevels(height, width, _bytes[..Count], channels, divisor);
        }

        double[] numbers = _doubles[..Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] /= divisor;
        }

        return ImageSet.FromNumbers(height, width, numbers, channels);
    }

    private void Grow<T>(ref T[] numbers)
    {
        if (Count == numbers.Length)
        {
            Array.Resize(ref numbers, (int)Math.Min(Array.MaxLength, 2L * Count));
        }
    }
}
