using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Samples;

/// <summary>A table of numbers with a head line: the last column is to be explained by the others.</summary>
internal sealed record Table(string[] Names, double[,] X, double[] Y)
{
    /// <summary>Reads a CSV file.</summary>
    /// <exception cref="InvalidDataException">It is not such a table: says where and why.</exception>
    public static Table Read(string file)
    {
        if (!File.Exists(file))
        {
            throw new InvalidDataException($"--data: there is no file `{file}`.");
        }

        using var reader = new CsvReader(new StreamReader(file), new CsvConfiguration(CultureInfo.InvariantCulture) { DetectDelimiter = true, BadDataFound = null, MissingFieldFound = null });
        if (!reader.Read() || !reader.ReadHeader() || reader.HeaderRecord is not { Length: >= 2 } names)
        {
            throw new InvalidDataException($"{file}: needs a first line with the names of at least two columns; the last one is to be explained by the others.");
        }

        List<double[]> rows = [];
        while (reader.Read())
        {
            if (reader.Parser.Count != names.Length)
            {
                throw new InvalidDataException($"{file}, line {reader.Parser.RawRow}: does not have the {names.Length} cells that the first line names, but {reader.Parser.Count}.");
            }

            rows.Add([.. names.Select((name, k) => Cell(file, reader, name, k))]);
        }

        int columns = names.Length - 1;
        if (rows.Count <= columns)
        {
            throw new InvalidDataException($"{file}: has {rows.Count} rows, too few for {columns} columns beside `{names[columns]}`.");
        }

        double[,] x = new double[rows.Count, columns];
        for (int k = 0; k < columns; k++)
        {
            for (int i = 0; i < rows.Count; i++)
            {
                x[i, k] = rows[i][k];
            }
        }

        for (int k = 0; k < names.Length; k++)
        {
            if (rows.All(row => row[k] == rows[0][k]))
            {
                throw new InvalidDataException($"{file}: every row has {names[k]} {rows[0][k].ToString(CultureInfo.InvariantCulture)}; leave that column away.");
            }
        }

        return new Table(names, x, [.. rows.Select(row => row[columns])]);
    }

    /// <summary>Each column less its mean, by its standard deviation.</summary>
    public static double[,] Standardised(double[,] x)
    {
        double[,] z = new double[x.GetLength(0), x.GetLength(1)];
        for (int k = 0; k < x.GetLength(1); k++)
        {
            double[] column = Standardised([.. Enumerable.Range(0, x.GetLength(0)).Select(i => x[i, k])]);
            for (int i = 0; i < column.Length; i++)
            {
                z[i, k] = column[i];
            }
        }

        return z;
    }

    /// <inheritdoc cref="Standardised(double[,])"/>
    public static double[] Standardised(double[] y)
    {
        (double mean, double sd) = Moments(y);
        return [.. y.Select(v => (v - mean) / sd)];
    }

    /// <summary>Mean and standard deviation.</summary>
    public static (double Mean, double Sd) Moments(IReadOnlyCollection<double> y)
    {
        double mean = y.Average();
        return (mean, Math.Sqrt(y.Average(v => (v - mean) * (v - mean))));
    }

    private static double Cell(string file, CsvReader reader, string name, int column)
        => double.TryParse(reader[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value
            : throw new InvalidDataException($"{file}, line {reader.Parser.RawRow}, column {name}: `{reader[column]}` is not a number; write 1234.5, and leave out rows where it is missing.");
}
