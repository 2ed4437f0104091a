using System.Text;

namespace EdgeWatch.Geography.Registers;

/// <summary>Records of a CSV file (RFC 4180) from a stream of text: quotes, doubled quotes, line ends within quotes, any of the three line ends.</summary>
/// <param name="text">The text; read forward once.</param>
/// <param name="delimiter">Comma, semicolon or tab.</param>
internal sealed class CsvReader(TextReader text, char delimiter)
{
    /// <summary>A quote that is opened by mistake would swallow the rest of the file; no honest field is longer.</summary>
    private const int LongestField = 1 << 20;

    private readonly char[] _buffer = new char[32 * 1024];
    private readonly StringBuilder _field = new();
    private readonly List<string> _record = [];
    private int _next;
    private int _end;
    private long _line = 1;

    /// <summary>1-based line on which the record that was read last begins.</summary>
    public long Line { get; private set; }

    /// <summary>Whether that record ended within an open quote.</summary>
    public bool IsUnclosed { get; private set; }

    /// <summary>Reads the next record; null at the end. Empty lines are no records. The list is reused.</summary>
    public List<string>? Read()
    {
        do
        {
            _record.Clear();
            Line = _line;
            if (!ReadRecord())
                return null;
        }
        while (_record is [""]);
        return _record;
    }

    private bool ReadRecord()
    {
        if (Peek() < 0)
            return false;
        IsUnclosed = false;
        while (true)
        {
            var ended = ReadField();
            _record.Add(_field.ToString());
            _field.Clear();
            if (ended)
                return true;
        }
    }

    /// <summary>Reads one field into the buffer; true where the record ends after it.</summary>
    private bool ReadField()
    {
        if (Peek() == '"')
        {
            _next++;
            if (!ReadQuoted())
            {
                IsUnclosed = true;
                return true;
            }
        }

        while (true)
        {
            var letter = Take();
            if (letter < 0)
                return true;
            if (letter == delimiter)
                return false;
            if (letter is '\n' or '\r')
            {
                if (letter == '\r' && Peek() == '\n')
                    Take();
                _line++;
                return true;
            }

            _field.Append((char)letter);
        }
    }

    private bool ReadQuoted()
    {
        while (true)
        {
            var letter = Take();
            if (letter < 0 || _field.Length > LongestField)
                return false;
            if (letter == '"')
            {
                if (Peek() != '"')
                    return true;
                Take();
            }

            if (letter == '\n')
                _line++;
            _field.Append((char)letter);
        }
    }

    private int Peek()
    {
        if (_next == _end)
            (_next, _end) = (0, text.ReadBlock(_buffer));
        return _next == _end ? -1 : _buffer[_next];
    }

    private int Take()
    {
        var letter = Peek();
        if (letter >= 0)
            _next++;
        return letter;
    }
}
