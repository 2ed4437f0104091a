namespace EdgeWatch.Mqtt;

/// <summary>Matches topics against filters as MQTT 5 section 4.7 says.</summary>
internal static class TopicFilter
{
    private const string SharePrefix = "$share/";

    /// <summary>What a filter matches: of <c>$share/group/filter</c> the part behind the group.</summary>
    public static string Unshared(string filter)
    {
        if (!filter.StartsWith(SharePrefix, StringComparison.Ordinal))
            return filter;
        var slash = filter.IndexOf('/', SharePrefix.Length);
        return slash < 0 ? filter : filter[(slash + 1)..];
    }

    /// <summary>Whether an unshared filter covers a topic.</summary>
    public static bool Matches(ReadOnlySpan<char> filter, ReadOnlySpan<char> topic)
    {
        // Wildcards at the first level do not reach $SYS and its like.
        if (topic is ['$', ..] && filter is ['+' or '#', ..])
            return false;
        while (true)
        {
            var level = First(filter);
            if (level is "#")
                return true;
            var name = First(topic);
            if (level is not "+" && !level.SequenceEqual(name))
                return false;
            if (name.Length == topic.Length)
                return level.Length == filter.Length || filter[(level.Length + 1)..] is "#";
            if (level.Length == filter.Length)
                return false;
            filter = filter[(level.Length + 1)..];
            topic = topic[(name.Length + 1)..];
        }
    }

    private static ReadOnlySpan<char> First(ReadOnlySpan<char> path) => path.IndexOf('/') is var slash and >= 0 ? path[..slash] : path;
}
