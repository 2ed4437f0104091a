namespace EdgeWatch.EdgeAgent.Backgrounds;

/// <summary>Classes that no model's manifest names.</summary>
internal static class KnownClasses
{
    /// <summary>Something that stands there, of no class that a model knows; found by the background of looks.</summary>
    public const string Unexplained = "unexplained";
}
