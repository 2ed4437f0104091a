namespace EdgeWatch.CaseBridge.Catalogue;

/// <summary>One edition of the standard that cities code by.</summary>
/// <param name="Name">With its year: <c>GB/T 30428.2-2013</c>.</param>
/// <param name="Kinds">Kinds of classes that it has.</param>
/// <param name="CodeLength">Digits of a class code.</param>
/// <param name="ComponentLength">Digits of a component's identification code.</param>
internal sealed record Standard(string Name, IReadOnlyList<string> Kinds, int CodeLength, int ComponentLength);

/// <summary>The editions that are in force side by side.</summary>
internal static class Standards
{
    public static Standard Cjt2007 { get; } = new("CJ/T 214-2007", [ClassKinds.Component, ClassKinds.Incident], 4, 16);

    public static Standard Gbt2013 { get; } = new("GB/T 30428.2-2013", [ClassKinds.Component, ClassKinds.Incident], 4, 16);

    public static Standard Gbt2026 { get; } = new("GB/T 47678.5-2026", [ClassKinds.Component, ClassKinds.Matter], 5, 17);

    public static IReadOnlyList<Standard> All { get; } = [Cjt2007, Gbt2013, Gbt2026];

    public static Standard? Find(string name) => All.FirstOrDefault(standard => standard.Name == name);
}

/// <summary>Kinds of classes.</summary>
internal static class ClassKinds
{
    /// <summary>部件: a managed piece of street furniture. Until 2013 also the class of what is wrong with one.</summary>
    public const string Component = "component";

    /// <summary>事件 (2007, 2013): what goes wrong.</summary>
    public const string Incident = "event";

    /// <summary>事项 (2026): what goes wrong, also with a component ("…异常").</summary>
    public const string Matter = "matter";
}
