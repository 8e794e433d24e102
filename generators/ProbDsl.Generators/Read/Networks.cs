using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generators;

/// <summary>Networks in bodies: <c>Decoder.Apply(z[n])</c>, where <c>Decoder</c> is a <c>[Parameter]</c> of the model.</summary>
internal static class Networks
{
    /// <summary>Whether an operation applies a network, to a row or to all rows of a table.</summary>
    public static bool IsApplication(IOperation operation)
        => operation is IInvocationOperation { TargetMethod.Name: "Apply" or "ApplyToRows", Instance.Type: { } type } && IsNetwork(type);

    /// <summary>Whether an application is to all rows of a table.</summary>
    public static bool IsOfTable(IInvocationOperation application) => application.TargetMethod.Name == "ApplyToRows";

    /// <summary>Whether an operation sends a distribution through a flow.</summary>
    public static bool IsPush(IOperation operation)
        => operation is IInvocationOperation { TargetMethod.Name: "Push", Instance.Type: { } type } && IsNetwork(type);

    /// <summary>Whether a type is a network of ours or derives from one.</summary>
    public static bool IsNetwork(ITypeSymbol type)
    {
        for (ITypeSymbol? t = type; t is not null; t = t.BaseType)
        {
            if (KnownSymbols.IsOurs(t, "Network"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a member of the model is a network that is fitted.</summary>
    public static bool IsMember(ISymbol member) => member switch
    {
        IPropertySymbol p => IsNetwork(p.Type) && p.Attribute("Parameter") is not null,
        IFieldSymbol { IsImplicitlyDeclared: false } f => IsNetwork(f.Type) && f.Attribute("Parameter") is not null,
        _ => false,
    };

    /// <summary>The member of the model that an application is of; null where it is none, or not marked as a parameter.</summary>
    public static ISymbol? MemberOf(IInvocationOperation application) => application.Instance switch
    {
        IPropertyReferenceOperation { Instance: IInstanceReferenceOperation } p when p.Property.Attribute("Parameter") is not null => p.Property,
        IFieldReferenceOperation { Instance: IInstanceReferenceOperation } f when f.Field.Attribute("Parameter") is not null => f.Field,
        _ => null,
    };
}
