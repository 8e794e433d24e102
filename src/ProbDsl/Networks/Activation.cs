namespace ProbDsl;

/// <summary>A function of each number between two layers.</summary>
public enum Activation
{
    /// <summary>x.</summary>
    Identity,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x where positive, 0.01·x elsewhere.</summary>
    LeakyRelu,

    /// <summary>x where positive, eˣ − 1 elsewhere.</summary>
    Elu,

    /// <summary>x·σ(x), σ the logistic function.</summary>
    Silu,

    /// <summary>½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))), close to x·Φ(x).</summary>
    Gelu,

    /// <summary>tanh x.</summary>
    Tanh,

    /// <summary>σ(x) = 1/(1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>log(1 + eˣ).</summary>
    Softplus,
}
