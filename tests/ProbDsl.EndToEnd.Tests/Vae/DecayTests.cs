namespace ProbDsl.EndToEnd.Tests.Vae;

/// <summary>Weight decay in training: of weight matrices, not of biases nor of the prior's parameters, unless it is asked for.</summary>
public class DecayTests
{
    [Fact]
    public void OneStep_DecaysWeightMatricesAlone()
    {
        const double StepSize = 0.01, Decay = 0.5;
        var model = new HillsVae(MixturePriorVectorTests.Groups(20));
        double[] After(double decay, bool all = false, int epochs = 1)
            => model.Train(new TrainingOptions { Epochs = epochs, BatchSize = 20, StepSize = StepSize, WeightDecay = decay, DecayAll = all }).Parameters;
        double[] start = After(0, epochs: 0), plain = After(0), decayed = After(Decay), all = After(Decay, all: true);
        Mlp encoder = new(inputs: 6, hidden: [5], outputs: 4, Activation.Tanh), decoder = new(inputs: 2, hidden: [4], outputs: 6, Activation.Tanh);

        // The encoder, then the prior's 3 logits, 6 means and 6 log sds, then the decoder.
        HashSet<int> matrices = [.. Matrices(encoder, 0), .. Matrices(decoder, encoder.WeightCount + 15)];
        Assert.Equal(start.Length, encoder.WeightCount + 15 + decoder.WeightCount);
        for (int i = 0; i < start.Length; i++)
        {
            // p − γλp₀ of the plain step, each rounded once or twice.
            double expected = plain[i] - (StepSize * Decay * start[i]);
            Assert.Equal(expected, all[i], 4e-16 * (Math.Abs(start[i]) + Math.Abs(plain[i])));
            if (matrices.Contains(i))
            {
                Assert.Equal(all[i], decayed[i]);
            }
            else
            {
                Assert.Equal(plain[i], decayed[i]);
            }
        }
    }

    private static IEnumerable<int> Matrices(Network network, int at)
    {
        foreach (WeightArray array in network.Weights)
        {
            if (array.Name.EndsWith("weight", StringComparison.Ordinal))
            {
                foreach (int i in Enumerable.Range(at, array.Count))
                {
                    yield return i;
                }
            }

            at += array.Count;
        }
    }
}
