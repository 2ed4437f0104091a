using System.Text.RegularExpressions;

namespace EdgeWatch.Contracts;

/// <summary>Ids of agents, cameras, zones and models: short, lower case, safe in topics, paths and URLs.</summary>
public static partial class Identifiers
{
    /// <summary>The pattern that an id matches as a whole.</summary>
    public const string Pattern = "[a-z0-9][a-z0-9._-]{0,63}";

    /// <summary>Whether the text is an id.</summary>
    public static bool IsValid(string? text) => text is not null && Whole().IsMatch(text);

    /// <summary>The id nearest to a text of somebody else's, such as the name of a device: small letters, <c>-</c> for what no id may hold, cut to 64 characters.</summary>
    /// <param name="text">Any text; an id is returned as it is.</param>
    public static string From(string text)
    {
        if (IsValid(text))
            return text;
        var id = new string([.. text.Take(63).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' ? char.ToLowerInvariant(letter) : '-')]);
        return IsValid(id) ? id : $"x{id}";
    }

    [GeneratedRegex("^" + Pattern + "\\z", RegexOptions.NonBacktracking)]
    private static partial Regex Whole();
}
