using System.Buffers;

namespace EdgeWatch.Contracts;

/// <summary>Ids of agents, cameras, zones and models: short, lower case, safe in topics, paths and URLs.</summary>
public static class Identifiers
{
    /// <summary>The pattern that an id matches as a whole.</summary>
    public const string Pattern = "[a-z0-9][a-z0-9._-]{0,63}";

    /// <summary>Whether the text is an id.</summary>
    public static bool IsValid(string? text) => text is { Length: > 0 and <= 64 } && char.IsAsciiLetterOrDigit(text[0]) && !text.AsSpan().ContainsAnyExcept(Letters);

    /// <summary>The id nearest to a text of somebody else's, such as the name of a device: small letters, <c>-</c> for what no id may hold, cut to 64 characters.</summary>
    /// <param name="text">Any text; an id is returned as it is.</param>
    public static string From(string text)
    {
        if (IsValid(text))
            return text;
        var id = new string([.. text.Take(63).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' ? char.ToLowerInvariant(letter) : '-')]);
        return IsValid(id) ? id : $"x{id}";
    }

    // Some ids of every message are checked.
    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");
}
