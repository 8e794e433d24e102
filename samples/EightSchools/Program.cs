using Samples;

double[] effect = [28, 8, -3, 7, -1, 1, 18, 12];
double[] standardError = [15, 10, 16, 11, 9, 11, 10, 18];
var fit = new EightSchools(effect, standardError).Fit();
Console.WriteLine(args.Contains("--json") ? fit.ToJson() : fit.ToString());
