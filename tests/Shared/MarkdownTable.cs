namespace EdgeWatch.Tests.Shared;

/// <summary>Tables of a document, so that its worked examples are the test's own data.</summary>
public static class MarkdownTable
{
    /// <summary>The cells of the first table below the heading, without its title row; code marks are taken off.</summary>
    /// <param name="path">Path below the repository's root.</param>
    /// <param name="heading">The heading's text, without its hashes.</param>
    public static IReadOnlyList<string[]> Rows(string path, string heading)
    {
        var lines = File.ReadAllLines(Repository.File(path.Split('/')));
        var start = Array.FindIndex(lines, line => line.StartsWith('#') && line.TrimStart('#').Trim() == heading);
        if (start < 0)
            throw new InvalidDataException($"{path} has no heading '{heading}'");
        return
        [
            .. lines.Skip(start + 1).TakeWhile(line => !line.StartsWith('#')).SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|')).Skip(2)
                .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim().Trim('`')).ToArray()),
        ];
    }
}
