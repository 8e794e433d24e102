using System.Globalization;
using System.Text;

namespace ProbDsl.Benchmarks;

/// <summary>A model with 40 variables: ten groups, each with a mean, a spread, effects in a plate and an outcome.</summary>
internal static class WideModel
{
    public static string Text { get; } = Write();

    private static string Write()
    {
        StringBuilder text = new();
        text.AppendLine($$"""
            using System;
            using ProbDsl;

            [ProbabilisticModel]
            public sealed partial class Wide(double[] x, {{string.Join(", ", Enumerable.Range(0, 10).Select(i => $"double[] y{i}"))}})
            {
                int N => x.Length;
            """);
        for (int i = 0; i < 10; i++)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $$"""

                    [Prior] Normal Mean{{i}}() => new(0, {{i + 1}});

                    [Prior] HalfNormal Spread{{i}}() => new({{i + 1}});

                    [Prior] Normal Effect{{i}}([Plate(nameof(N))] int n, double mean{{i}}, double spread{{i}}) => new(mean{{i}}, spread{{i}});

                    [Likelihood(Of = "y{{i}}")] Normal Outcome{{i}}([Plate(nameof(N))] int n, double[] effect{{i}}, double spread{{i}})
                        => new(effect{{i}}[n] + Math.Sin(effect{{i}}[n] * x[n]), Math.Exp(spread{{i}}) + 1);
                """);
        }

        return text.AppendLine("}").ToString();
    }
}
