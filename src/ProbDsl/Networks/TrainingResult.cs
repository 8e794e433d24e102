namespace ProbDsl;

/// <summary>What training a model with networks gave. Nothing is thrown away: a training that failed has the parameters from before the epoch in which it did.</summary>
public class TrainingResult
{
    private readonly string _model;
    private readonly IReadOnlyList<NetworkPlace> _networks;
    private readonly IReadOnlyList<ParameterPlace> _arrays;

    internal TrainingResult(string model, IReadOnlyList<NetworkPlace> networks, IReadOnlyList<ParameterPlace> arrays, double[] parameters, FitStatus status, string reason, IReadOnlyList<TrainingEpoch> epochs)
        => (_model, _networks, _arrays, Parameters, Status, Reason, Epochs) = (model, networks, arrays, parameters, status, reason, epochs);

    /// <summary>A copy.</summary>
    protected TrainingResult(TrainingResult other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (_model, _networks, _arrays, Parameters, Status, Reason, Epochs) = (other._model, other._networks, other._arrays, other.Parameters, other.Status, other.Reason, other.Epochs);
    }

    /// <summary>All parameters φ and θ: those of the epoch with the best ELBO of the data held out, where there are any, else the last that are finite.</summary>
    public double[] Parameters { get; }

    /// <summary>How it ended.</summary>
    public FitStatus Status { get; }

    /// <summary>Why it ended.</summary>
    public string Reason { get; }

    /// <summary>The model's name.</summary>
    public string ModelName => _model;

    /// <summary>The model's graph; null where this is not a generated result.</summary>
    public virtual ModelGraph? Graph => null;

    /// <summary>What each epoch gave.</summary>
    public IReadOnlyList<TrainingEpoch> Epochs { get; }

    /// <summary>The model, how its training ended, and the ELBO of the last epoch.</summary>
    public override string ToString()
    {
        string elbo = Epochs.Count == 0 ? "" : FormattableString.Invariant($" ELBO of epoch {Epochs[^1].Epoch}: {Epochs[^1].Elbo:0.00} nats per row")
            + (double.IsNaN(Epochs[^1].HeldOutElbo) ? "." : FormattableString.Invariant($", of the data held out {Epochs[^1].HeldOutElbo:0.00}."));
        return $"{ModelName}: {(Status is FitStatus.NotFinite ? "not trained. " : "")}{Reason}{elbo}";
    }

    /// <summary>Writes the parameters to a file that the model's <c>Load</c> and, as it is in the safetensors format, other frameworks read. It is whole or not there.</summary>
    /// <param name="path">The file; an old one is replaced.</param>
    public void Save(string path) => TrainingFile.Write(path, _model, _networks, this);

    /// <summary>Data of another shape make networks of another size, which these parameters are not for.</summary>
    internal void Demand(IReadOnlyList<NetworkPlace> networks) => Demand(_model, _networks, networks);

    /// <inheritdoc cref="Demand(IReadOnlyList{NetworkPlace})"/>
    internal static void Demand(string model, IReadOnlyList<NetworkPlace> trained, IReadOnlyList<NetworkPlace> networks)
    {
        string own = Describe(trained), other = Describe(networks);
        if (own != other)
        {
            throw new ArgumentException($"The parameters of {model} are for {own}, but the model of these data has {other}.", nameof(networks));
        }

        static string Describe(IReadOnlyList<NetworkPlace> places) => string.Join("; ", places.Select(p => FormattableString.Invariant($"{p.Name} = {p.Network} from {p.Offset} on")));
    }

    /// <summary>A network with its weights.</summary>
    /// <param name="name">The member of the model that describes it.</param>
    protected TrainedNetwork NetworkOf(string name)
    {
        NetworkPlace place = _networks.First(n => n.Name == name);
        return new(place.Network, Parameters[place.Offset..(place.Offset + place.Network.WeightCount)]);
    }

    /// <summary>A flow with its weights.</summary>
    /// <param name="name">The member of the model that describes it.</param>
    protected TrainedFlow FlowOf(string name)
    {
        NetworkPlace place = _networks.First(n => n.Name == name);
        return new((Flow)place.Network, Parameters[place.Offset..(place.Offset + place.Network.WeightCount)]);
    }

    /// <summary>A parameter that is a number.</summary>
    /// <param name="name">Its name.</param>
    protected double NumberOf(string name) => ArrayOf(name)[0];

    /// <summary>A copy of a parameter that is an array.</summary>
    /// <param name="name">Its name.</param>
    protected double[] ArrayOf(string name) => Numbers(PlaceOf(name)).ToArray();

    /// <summary>A copy of a parameter that is a matrix.</summary>
    /// <param name="name">Its name.</param>
    protected double[,] MatrixOf(string name)
    {
        ParameterPlace place = PlaceOf(name);
        double[,] matrix = new double[place.Lengths[0], place.Lengths[1]];
        Numbers(place).CopyTo(ParameterStart.Elements(matrix));
        return matrix;
    }

    private ParameterPlace PlaceOf(string name) => _arrays.First(a => a.Name == name);

    private ReadOnlySpan<double> Numbers(ParameterPlace place) => Parameters.AsSpan(place.Offset, place.Count);
}
