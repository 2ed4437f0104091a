using System.Text.RegularExpressions;

namespace EdgeWatch.Contracts;

/// <summary>Ids of agents, cameras, zones and models: short, lower case, safe in topics, paths and URLs.</summary>
public static partial class Identifiers
{
    /// <summary>The pattern that an id matches as a whole.</summary>
    public const string Pattern = "[a-z0-9][a-z0-9._-]{0,63}";

    /// <summary>Whether the text is an id.</summary>
    public static bool IsValid(string? text) => text is not null && Whole().IsMatch(text);

    [GeneratedRegex("^" + Pattern + "\\z", RegexOptions.NonBacktracking)]
    private static partial Regex Whole();
}
