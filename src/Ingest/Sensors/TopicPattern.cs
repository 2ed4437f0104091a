namespace EdgeWatch.Ingest.Sensors;

/// <summary>An MQTT topic filter in which one level may be <c>{device}</c>: <c>city/+/well/{device}/#</c>.</summary>
internal sealed class TopicPattern
{
    private const string Device = "{device}";
    private readonly string[] _levels;

    private TopicPattern(string[] levels) => _levels = levels;

    /// <summary>The filter to subscribe to.</summary>
    public string Filter => string.Join('/', _levels.Select(level => level == Device ? "+" : level));

    /// <summary>Reads a pattern; on failure says why.</summary>
    public static bool TryParse(string text, out TopicPattern? pattern, out string error)
    {
        pattern = null;
        var levels = text.Split('/');
        var wrong = Array.Find(levels, level => level.Contains('{', StringComparison.Ordinal) && level != Device)
            ?? Array.Find(levels, level => level.Length > 1 && level.AsSpan().ContainsAny('+', '#'));
        if (text.Length == 0)
            error = "it is empty";
        else if (wrong is not null)
            error = $"the level '{wrong}' is none; {Device}, + and # fill a level of their own";
        else if (Array.IndexOf(levels, "#") is var hash && hash >= 0 && hash < levels.Length - 1)
            error = "# may only stand at the end";
        else if (levels.Count(level => level == Device) > 1)
            error = $"{Device} may stand once";
        else
            (pattern, error) = (new TopicPattern(levels), "");
        return pattern is not null;
    }

    /// <summary>Whether the pattern covers a topic, and the device in it; null where the pattern has no <c>{device}</c>.</summary>
    public bool TryMatch(string topic, out string? device)
    {
        device = null;
        var at = 0;
        foreach (var level in _levels)
        {
            if (level == "#")
                return true;
            if (at > topic.Length)
                return false;
            var end = topic.IndexOf('/', at);
            var name = topic.AsSpan(at..(end < 0 ? topic.Length : end));
            if (level == Device)
                device = name.ToString();
            else if (level != "+" && !name.SequenceEqual(level))
                return false;
            at = end < 0 ? topic.Length + 1 : end + 1;
        }

        return at == topic.Length + 1;
    }
}
