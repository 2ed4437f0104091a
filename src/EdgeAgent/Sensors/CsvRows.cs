using System.Text;

namespace EdgeWatch.EdgeAgent.Sensors;

/// <summary>Rows of comma-separated values as RFC 4180 has them; line ends may be those of Unix.</summary>
internal static class CsvRows
{
    /// <summary>Rows with the 1-based line that each begins in.</summary>
    public static IEnumerable<(int Line, IReadOnlyList<string> Fields)> Read(TextReader reader)
    {
        var (line, number) = (reader.ReadLine(), 1);
        while (line is not null)
        {
            var begun = number;
            // A quoted field may hold line ends: an odd number of quotes says that it goes on.
            while (line.Count(c => c == '"') % 2 == 1 && reader.ReadLine() is { } more)
                (line, number) = ($"{line}\n{more}", number + 1);
            yield return (begun, Split(line));
            (line, number) = (reader.ReadLine(), number + 1);
        }
    }

    private static List<string> Split(string line)
    {
        var (fields, field, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
                field.Append(line[i++]);
            else if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == ',' && !quoted)
                Next();
            else
                field.Append(line[i]);
        }

        Next();
        return fields;

        void Next()
        {
            fields.Add(field.ToString());
            field.Clear();
        }
    }
}
