namespace ProbDsl;

/// <summary>
/// Declares what the networks of a model are trained to maximise, a real function of named terms: <c>reconstruction</c>, the mean over the minibatch of one draw of
/// E_q[log p(x | z)], and <c>kl</c>, that of KL(q ‖ p(z)), both in nats per row; and <c>progress</c>, which part of all steps is done, from 0 to 1.
/// </summary>
/// <example><code>[Objective] double Objective(double reconstruction, double kl) => reconstruction - beta * kl;</code></example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ObjectiveAttribute : Attribute;
