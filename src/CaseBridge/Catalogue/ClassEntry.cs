using System.Text.Json.Serialization;

namespace EdgeWatch.CaseBridge.Catalogue;

/// <summary>
/// What tells one class from all others. The same digits are a component and what is wrong with it, two standards give one number to different things, and two cities
/// extend a standard with one number for different things: all four parts are needed.
/// </summary>
/// <param name="Standard">With its year: <c>GB/T 30428.2-2013</c>.</param>
/// <param name="Kind">One of <see cref="ClassKinds"/>.</param>
/// <param name="Code">Digits only.</param>
/// <param name="City">For a city's own class, the city; null for a national one.</param>
internal sealed record ClassKey(string Standard, string Kind, string Code, string? City = null)
{
    public override string ToString() => $"{Standard} {Kind} {Code}{(City is null ? "" : $" of {City}")}";
}

/// <summary>Where a class is known from.</summary>
internal enum ClassConfidence
{
    /// <summary>Code and name agree in at least two independent sources.</summary>
    Confirmed,

    /// <summary>One source only; shown as such.</summary>
    Unconfirmed,

    /// <summary>The city's own profile says so.</summary>
    City,
}

/// <summary>One class of one standard, or of one city.</summary>
internal sealed record ClassEntry
{
    public required string Standard { get; init; }

    public required string Kind { get; init; }

    public required string Code { get; init; }

    /// <summary>Its name in the standard.</summary>
    public required string Zh { get; init; }

    /// <summary>Its name in English; ours, as the standards have none.</summary>
    public string En { get; init; } = "";

    /// <summary>The major class that it belongs to; empty for a city's own.</summary>
    public string Major { get; init; } = "";

    public required ClassConfidence Confidence { get; init; }

    /// <summary>The city whose own class it is; null for a national one.</summary>
    public string? City { get; init; }

    /// <summary>The national class that a city's own belongs under.</summary>
    public string? Parent { get; init; }

    [JsonIgnore]
    public ClassKey Key => new(Standard, Kind, Code, City);

    public override string ToString() => $"{Code} {Zh}";
}

/// <summary>Why two classes of two standards are taken as one.</summary>
internal enum MapBasis
{
    /// <summary>They have the same name.</summary>
    Name,

    /// <summary>They have the same number, as the later standard counts it, and names that say the same in other words.</summary>
    Number,

    /// <summary>Their names mean the same, or nearly; read by us.</summary>
    Meaning,
}

/// <summary>A class of another standard that means the same.</summary>
/// <param name="Class">The class.</param>
/// <param name="Basis">Why it is taken as the same: the weakest link where the way went over a third standard.</param>
internal sealed record ClassMatch(ClassEntry Class, MapBasis Basis);
