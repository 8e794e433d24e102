namespace ProbDsl.EndToEnd.Tests.Posteriordb;

[ProbabilisticModel]
public sealed partial class Nes(
    double[] partyId, double[] realIdeo, double[] raceAdj, int[] ageDiscrete, double[] educ, double[] gender, double[] income)
{
    const int Coefficients = 9;

    static double Indicator(bool holds) => holds ? 1 : 0;

    [Prior] Flat Beta([Plate(nameof(Coefficients))] int k) => Flat.Real();

    [Prior] Flat Sigma() => Flat.Positive();

    [Likelihood]
    Normal PartyId(int i, double[] beta, double sigma)
    {
        double age = beta[3] * Indicator(ageDiscrete[i] == 2);
        if (ageDiscrete[i] == 3)
        {
            age += beta[4];
        }
        else if (ageDiscrete[i] == 4)
        {
            age += beta[5];
        }

        return new(
            beta[0] + beta[1] * realIdeo[i] + beta[2] * raceAdj[i] + age + beta[6] * educ[i] + beta[7] * gender[i] + beta[8] * income[i],
            sigma);
    }
}
