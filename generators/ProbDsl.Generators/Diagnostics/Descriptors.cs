using Microsoft.CodeAnalysis;

namespace ProbDsl.Generators;

/// <summary>
/// Every message of the compiler: what was found and what would work. 1xxx signatures and attributes, 2xxx the fence around latent code,
/// 3xxx differentiation, 4xxx q, 6xxx the twin in Infer.NET, 9xxx internal. Each has a page <c>PDSLxxxx.md</c> beside this file, a row in AnalyzerReleases and a rejected case.
/// </summary>
internal static class Descriptors
{
    // Signatures and attributes.
    public static readonly DiagnosticDescriptor NotPartial = Error("PDSL1001", "Model is not partial",
        "'{0}' must be declared 'partial': the generated members are added to it");

    public static readonly DiagnosticDescriptor StaticModel = Error("PDSL1002", "Model is static or abstract",
        "'{0}' is {1}: a model is an instance that holds its data; remove '{1}' and take the data in the primary constructor");

    public static readonly DiagnosticDescriptor UnknownParent = Error("PDSL1003", "Unknown parent",
        "'{0}' names no latent or derived quantity{1}; in scope: {2}");

    public static readonly DiagnosticDescriptor Cycle = Error("PDSL1004", "Variables depend on each other in a circle",
        "'{0}' depends on itself: {1}; take one of the parents out");

    public static readonly DiagnosticDescriptor OutsidePlate = Error("PDSL1005", "Index outside its plate",
        "'{0}' lies outside '{1}', whose index runs over 0 ≤ index < {2}; guard it with a condition on the index or change the plate");

    public static readonly DiagnosticDescriptor NoData = Error("PDSL1006", "Observed variable without data",
        "'{0}' observes '{1}', but the model has no such field, property or primary-constructor parameter{2}; add it or name the data with [Likelihood(Of = nameof(…))]");

    public static readonly DiagnosticDescriptor Duplicate = Error("PDSL1007", "Two methods for one variable",
        "'{0}' is declared by '{1}' already; a variable has one method");

    public static readonly DiagnosticDescriptor MissingPlate = Error("PDSL1008", "Index without a plate",
        "Index '{0}' of '{1}' has no range; write [Plate(nameof(Size))] before it, where Size is an int member of the model");

    public static readonly DiagnosticDescriptor PlateOnNonIndex = Error("PDSL1009", "[Plate] on something that is not an index",
        "[Plate] belongs on an 'int' parameter; '{0}' is '{1}'");

    public static readonly DiagnosticDescriptor WrongRank = Error("PDSL1010", "Wrong number of dimensions",
        "'{0}' has {1}; declare the parameter as '{2} {0}'");

    public static readonly DiagnosticDescriptor WrongReturnType = Error("PDSL1011", "Wrong return type",
        "'{0}' returns '{1}'; {2}");

    public static readonly DiagnosticDescriptor ParameterType = Error("PDSL1012", "Unsupported parameter type",
        "Parameter '{0}' has type '{1}'; a parameter is an index ('int'), a quantity or a [Parameter] ('double', 'double[]', 'double[,]'), and data is used directly");

    public static readonly DiagnosticDescriptor PlateSize = Error("PDSL1013", "Plate without a size",
        "'{0}' is not an 'int' field, property or primary-constructor parameter of the model; a plate's size is one");

    public static readonly DiagnosticDescriptor MethodShape = Error("PDSL1014", "Unsupported kind of method",
        "'{0}' {1}; an annotated method is an ordinary instance method with a body");

    public static readonly DiagnosticDescriptor DiscretePrior = Error("PDSL1015", "Discrete latent",
        "'{0}' is discrete ({1}) without an end to its values, so it cannot be summed out; Bernoulli and Categorical latents can be, others in a [Factor] through ProbMath.LogSumExp");

    public static readonly DiagnosticDescriptor State = Error("PDSL1032", "Discrete latent that cannot be summed out",
        "'{0}': {1}");

    public static readonly DiagnosticDescriptor Vector = Error("PDSL1033", "Vector-valued variable of an unsupported kind",
        "'{0}': {1}");

    public static readonly DiagnosticDescriptor Network = Error("PDSL1034", "Network that cannot be applied here",
        "'{0}': {1}");

    public static readonly DiagnosticDescriptor Objective = Error("PDSL1036", "Objective that cannot be trained for",
        "'{0}': {1}");

    public static readonly DiagnosticDescriptor DataType = Error("PDSL1016", "Observed data of the wrong type",
        "'{0}' has type '{1}'; {2}");

    public static readonly DiagnosticDescriptor UnusedLatent = Warning("PDSL1017", "Unused latent",
        "Nothing depends on latent '{0}': no likelihood, factor, prior or derived quantity takes it as a parameter");

    public static readonly DiagnosticDescriptor NoEffect = Warning("PDSL1018", "Parameter without effect",
        "Parameter '{0}' of '{1}' has no effect on it; remove it");

    public static readonly DiagnosticDescriptor InvalidArgument = Error("PDSL1019", "Invalid parameter of a distribution",
        "'{0}' of {1} is {2}; it must be {3}");

    public static readonly DiagnosticDescriptor InvalidSupport = Error("PDSL1020", "Invalid [Support]",
        "[Support] of '{0}': {1}; an end is a number or the name of a member or a single-expression method of the model");

    public static readonly DiagnosticDescriptor TwoRoles = Error("PDSL1021", "Two roles on one method",
        "'{0}' is marked as {1} and as {2}; a method has one role");

    public static readonly DiagnosticDescriptor TooManyIndices = Error("PDSL1022", "Too many indices",
        "'{0}' has {1} indices; at most two are supported, so combine two of them into one plate");

    public static readonly DiagnosticDescriptor ContainerNotPartial = Error("PDSL1023", "Containing type is not partial",
        "'{0}' contains the model '{1}' and must be declared 'partial' too");

    public static readonly DiagnosticDescriptor Family = Error("PDSL1024", "Conflicting families",
        "{0}; keep one of [MeanField], [FullRank], [LowRank(rank)] with rank ≥ 1 and [Flow(layers, hidden)] with layers ≥ 2");

    public static readonly DiagnosticDescriptor EmptyModel = Warning("PDSL1025", "Model without latents",
        "'{0}' has neither a [Prior] method nor a [Parameter], so there is nothing to infer; declare what is unknown, such as '[Prior] Normal Mu() => new(0, 1);', and take it as a parameter");

    public static readonly DiagnosticDescriptor ParameterSize = Error("PDSL1026", "[Parameter] of unknown size",
        "The size of [Parameter] '{0}' is unknown: {1}; write [Parameter(Size = nameof(Size))], where Size is an int member of the model");

    public static readonly DiagnosticDescriptor NameTaken = Error("PDSL1027", "Name that generated code needs",
        "'{0}' cannot be used here: {1}; {2}");

    public static readonly DiagnosticDescriptor OutsideRange = Warning("PDSL1028", "Latent outside the range of a parameter",
        "'{0}' of {1} must be {2}, but '{3}' lives on {4}, and outside the range the density is NaN; mark '{6}' with {5}, give it a prior on the range such as {7}, or write '{8}'");

    public static readonly DiagnosticDescriptor NoOtherCoordinate = Error("PDSL1031", "Coordinate that does not exist",
        "[{0}] has no meaning on '{1}': {2}; remove it, and the fit moves '{1}' as it is declared");

    public static readonly DiagnosticDescriptor Subsample = Error("PDSL1030", "Plate that cannot be subsampled",
        "The plate of size '{0}' cannot be subsampled: {1}; {2}");

    // The fence around latent code.
    public static readonly DiagnosticDescriptor Statement = Error("PDSL2001", "Statement outside the differentiable subset",
        "{0} is not differentiable here; {1}");

    public static readonly DiagnosticDescriptor Recursion = Error("PDSL2002", "Recursion in latent code",
        "'{0}' calls itself; write the recurrence as a 'for' with a bound known before the loop");

    public static readonly DiagnosticDescriptor LatentBound = Error("PDSL2003", "Loop bound depends on a latent",
        "'{0}' depends on a latent, so the number of iterations would change with it; use a bound that depends on data only");

    public static readonly DiagnosticDescriptor LatentCondition = Error("PDSL2004", "Branch on a latent",
        "'{0}' depends on a latent; {1}");

    public static readonly DiagnosticDescriptor MutableState = Error("PDSL2005", "Latent code writes outside its own locals",
        "'{0}' is written here; a density is a function of its parents, so write to a local instead");

    public static readonly DiagnosticDescriptor IntegerLatent = Error("PDSL2006", "Latent converted to an integer",
        "'{0}' turns a latent into '{1}', and the gradient is lost; keep it 'double'");

    public static readonly DiagnosticDescriptor LatentIndex = Error("PDSL2007", "Latent used as an index",
        "'{0}' depends on a latent, and an index must be data; sum over the possible values with ProbMath.LogSumExp instead");

    public static readonly DiagnosticDescriptor UnknownCall = Error("PDSL2008", "Call that cannot be differentiated",
        "'{0}' is called with a latent and cannot be differentiated; use Math, ProbMath, a distribution's LogDensity or a helper method with its source in this project");

    public static readonly DiagnosticDescriptor RefArgument = Error("PDSL2009", "ref, out or in",
        "'{0}' is passed by reference; pass values and return the result");

    public static readonly DiagnosticDescriptor Jump = Error("PDSL2010", "Jump out of a loop",
        "'{0}' inside a loop is not supported; put the condition into the bound, or around the statements with 'if'");

    public static readonly DiagnosticDescriptor MutatedInteger = Error("PDSL2011", "Integer local that changes",
        "'{0}' is assigned more than once; compute it from the loop index, or keep it in a data member");

    public static readonly DiagnosticDescriptor ArrayWrite = Error("PDSL2012", "Element written more than once",
        "{0}; write to a new array");

    public static readonly DiagnosticDescriptor LoopShape = Error("PDSL2013", "Loop of an unsupported shape",
        "{0}; write 'for (int i = a; i < b; i++)' with bounds on data");

    public static readonly DiagnosticDescriptor Expression = Error("PDSL2014", "Expression outside the differentiable subset",
        "'{0}' is not supported on latents; {1}");

    public static readonly DiagnosticDescriptor DataCode = Error("PDSL2015", "Data code that cannot be copied",
        "'{0}' uses {1}, which the generated file cannot see; keep the value in a data member of the model");

    public static readonly DiagnosticDescriptor Linq = Error("PDSL2016", "LINQ or a lambda on latents",
        "'{0}' runs a query or a lambda over latents; write a 'for' loop, which may fill a local array, or ProbMath.Sum or ProbMath.LogSumExp");

    public static readonly DiagnosticDescriptor Distribution = Error("PDSL2017", "Distribution that cannot be read",
        "'{0}' is not a distribution that the compiler can read; return {1}, or null in a nullable [Likelihood] where the row is not observed");

    // Differentiation.
    public static readonly DiagnosticDescriptor ZeroGradient = Error("PDSL3001", "Function without a gradient",
        "'{0}' of a latent is flat almost everywhere, so its gradient would silently vanish; apply it to data, or use a smooth function");

    // q.
    public static readonly DiagnosticDescriptor UnknownLatent = Error("PDSL4001", "q for an unknown latent",
        "[Variational] names '{0}', which is no [Prior] method of this model{1}; in scope: {2}");

    public static readonly DiagnosticDescriptor OutsideSupport = Error("PDSL4002", "q outside the support of p",
        "q of '{0}' is {1} on {2}, but p lives on {3}; choose a q with the same support, for example {4}");

    public static readonly DiagnosticDescriptor GuideOrder = Error("PDSL4003", "q breaks the order of dependencies",
        "q of '{0}' cannot depend on '{1}': {2}; condition on ancestors of '{0}' in p only");

    public static readonly DiagnosticDescriptor NotReparameterisable = Error("PDSL4004", "q that cannot be reparameterised",
        "{0} cannot be written as a smooth function of its parameters and a fixed noise; use {1} for '{2}'");

    public static readonly DiagnosticDescriptor GuideIndices = Error("PDSL4005", "Indices of q differ from those of p",
        "q of '{0}' has {1}, p has {2}; give both the same indices");

    public static readonly DiagnosticDescriptor GuideBody = Error("PDSL4006", "q with several distributions",
        "q of '{0}' must be one distribution on every path; choose between arguments with '?:' instead");

    // Posteriors beside the fit.
    public static readonly DiagnosticDescriptor ExactRoute = Create("PDSL5001", "The way to the exact posterior",
        "Exact posterior of '{0}': {1}", DiagnosticSeverity.Info);

    // Infer.NET.
    public static readonly DiagnosticDescriptor NoCounterpart = Create("PDSL6001", "Factor without a counterpart in Infer.NET",
        "{0} at '{1}' has no counterpart in Infer.NET: {2}; InferNet() says so and gives no posterior", DiagnosticSeverity.Info);

    // Internal.
    public static readonly DiagnosticDescriptor Internal = Error("PDSL9001", "Internal error of the ProbDsl compiler",
        "The compiler failed on '{0}': {1}; please report this with the model");

    private const string Category = "ProbDsl";

    private static DiagnosticDescriptor Error(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity)
        => new(id, title, message, Category, severity, isEnabledByDefault: true);
}
