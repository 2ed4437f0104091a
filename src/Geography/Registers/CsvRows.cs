using System.Text;

namespace EdgeWatch.Geography.Registers;

/// <summary>A register as CSV: one heading line, then one entry a line; comma, semicolon or tab, whichever the heading line has most of. Where two headings name one column, the first that has a value counts.</summary>
internal sealed class CsvRows : IRowSource
{
    private readonly StreamReader _text;
    private readonly CsvReader _reader;
    private readonly Column?[] _columns;

    private CsvRows(StreamReader text, CsvReader reader, string encoding, IReadOnlyList<string> headings)
    {
        (_text, _reader, Format) = (text, reader, $"CSV, {encoding}");
        _columns = [.. headings.Select(Columns.Find)];
        Found = _columns.OfType<Column>().ToHashSet();
        Unused = headings.Where((heading, index) => _columns[index] is null && heading.Trim().Length > 0).ToHashSet();
    }

    public string Format { get; }

    public string? StatedSystem => null;

    public IReadOnlySet<Column> Found { get; }

    public IReadOnlySet<string> Unused { get; }

    /// <exception cref="RegisterException">The file has no line.</exception>
    public static CsvRows Open(string path)
    {
        var stream = File.OpenRead(path);
        var (encoding, name) = TextEncoding.Detect(stream);
        var text = new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: true);
        var delimiter = Delimiter(stream, encoding);
        var reader = new CsvReader(text, delimiter);
        if (reader.Read() is not { } headings)
        {
            text.Dispose();
            throw new RegisterException($"{path} is empty: write a line of headings (id, lon, lat, …), then one entry a line");
        }

        return new CsvRows(text, reader, name, [.. headings]);
    }

    public IEnumerable<RegisterRow> Rows()
    {
        while (_reader.Read() is { } record)
        {
            if (_reader.IsUnclosed)
                yield return RegisterRow.Broken(_reader.Line, "a quote is opened here and never closed, and what follows was lost in it; close it, or double a quote that is meant");
            else if (record.Count > _columns.Length)
                yield return RegisterRow.Broken(_reader.Line, $"there are {record.Count} values under {_columns.Length} headings; put a value that holds the delimiter in quotes");
            else
                yield return Row(record);
        }
    }

    public void Dispose() => _text.Dispose();

    private RegisterRow Row(List<string> record)
    {
        var values = new string?[Columns.Count];
        for (var index = 0; index < record.Count; index++)
        {
            if (_columns[index] is { } column && record[index].Trim() is { Length: > 0 } value)
                values[(int)column] ??= value;
        }

        if (values[(int)Column.Shape] is not { } text)
            return new RegisterRow(_reader.Line, values, null, null);
        return ShapeText.TryParse(text, out var shape, out var trouble)
            ? new RegisterRow(_reader.Line, values, shape, null)
            : new RegisterRow(_reader.Line, values, null, trouble);
    }

    private static char Delimiter(FileStream stream, Encoding encoding)
    {
        using var text = new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 4096, leaveOpen: true);
        var line = text.ReadLine() ?? "";
        stream.Position = 0;
        return new[] { ',', ';', '\t' }.MaxBy(candidate => line.Count(letter => letter == candidate));
    }
}
