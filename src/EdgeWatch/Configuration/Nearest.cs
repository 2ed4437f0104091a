namespace EdgeWatch.Configuration;

/// <summary>"Did you mean": the known word nearest to a mistyped one (Levenshtein 1966).</summary>
internal static class Nearest
{
    public static string Suggest(string word, IEnumerable<string> known)
    {
        var all = known.Order(StringComparer.Ordinal).ToArray();
        var best = all.MinBy(candidate => Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant()));
        return best is not null && Distance(word.ToLowerInvariant(), best.ToLowerInvariant()) <= Math.Max(2, word.Length / 3)
            ? $"there is no such key; did you mean '{best}'?"
            : $"there is no such key; the keys here are {string.Join(", ", all)}";
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
