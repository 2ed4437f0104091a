namespace EdgeWatch.Geography.Registers;

/// <summary>Ids that were taken, with when they hold: versions of one id follow one another, and only two that hold at once are duplicates.</summary>
internal sealed class IdLedger
{
    private readonly Dictionary<string, Entry> _entries = [];

    /// <summary>Takes the id, or says where the earlier one stands.</summary>
    public bool TryTake(string id, Validity valid, string file, long line, out string where)
    {
        var previous = _entries.GetValueOrDefault(id);
        for (var earlier = previous; earlier is not null; earlier = earlier.Previous)
        {
            if (!earlier.Valid.Overlaps(valid))
                continue;
            where = earlier.File == file ? $"line {earlier.Line}" : $"{earlier.File}, line {earlier.Line}";
            return false;
        }

        _entries[id] = new Entry(valid, file, line, previous);
        where = "";
        return true;
    }

    private sealed record Entry(Validity Valid, string File, long Line, Entry? Previous);
}
