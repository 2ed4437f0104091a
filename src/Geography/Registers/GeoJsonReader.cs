using System.Buffers;
using System.Text.Json;

namespace EdgeWatch.Geography.Registers;

/// <summary>The features of a GeoJSON FeatureCollection, one after the other, from a stream of any length; only one feature is in memory at a time.</summary>
internal sealed class GeoJsonReader : IDisposable
{
    /// <summary>A feature that is longer than this is no entry of a register.</summary>
    private const int LongestFeature = 64 << 20;

    private readonly Stream _stream;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _start;
    private int _end;
    private bool _isLast;
    private JsonReaderState _state;

    public GeoJsonReader(Stream stream)
    {
        _stream = stream;
        Fill();
        if (_end >= 3 && _buffer.AsSpan(0, 3).SequenceEqual((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            _start = 3;
    }

    /// <summary>1-based line that the reader has come to.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>Moves to the first feature.</summary>
    /// <param name="system">The name in a <c>crs</c> member before the features (GeoJSON of 2008); null where there is none.</param>
    /// <returns>False where the document has no <c>features</c>.</returns>
    /// <exception cref="JsonException">Not JSON.</exception>
    public bool MoveToFeatures(out string? system)
    {
        system = null;
        if (!Token(out var type, out _) || type != JsonTokenType.StartObject)
            return false;
        while (Token(out type, out var name) && type == JsonTokenType.PropertyName)
        {
            if (name == "features")
                return Token(out type, out _) && type == JsonTokenType.StartArray;
            using var value = Value();
            if (name == "crs" && value is { RootElement.ValueKind: JsonValueKind.Object } && value.RootElement.TryGetProperty("properties", out var properties)
                && properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty("name", out var stated) && stated.ValueKind == JsonValueKind.String)
                system = stated.GetString();
        }

        return false;
    }

    /// <summary>Reads the next feature; null after the last.</summary>
    /// <param name="line">Line on which it begins.</param>
    /// <exception cref="JsonException">Not JSON from here on.</exception>
    public JsonDocument? Next(out long line)
    {
        SkipBlanks();
        line = Line;
        return _start < _end && _buffer[_start] == (byte)']' ? null : Value();
    }

    public void Dispose()
    {
        _stream.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private bool Token(out JsonTokenType type, out string? name)
    {
        while (true)
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isLast, _state);
            if (reader.Read())
            {
                (type, name) = (reader.TokenType, reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null);
                Consume((int)reader.BytesConsumed, reader.CurrentState);
                return true;
            }

            if (_isLast)
            {
                (type, name) = (JsonTokenType.None, null);
                return false;
            }

            Fill();
        }
    }

    private JsonDocument? Value()
    {
        while (true)
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isLast, _state);
            // The saved state stands on the token before the value; only a step further is the value.
            if (reader.Read() && JsonDocument.TryParseValue(ref reader, out var document))
            {
                Consume((int)reader.BytesConsumed, reader.CurrentState);
                return document;
            }

            if (_isLast)
                throw new JsonException("the file ends in the middle");
            Fill();
        }
    }

    private void SkipBlanks()
    {
        while (true)
        {
            while (_start < _end && _buffer[_start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)',')
            {
                // A comma belongs to the reader's grammar: it is left for it, but looked over for the line number.
                if (_buffer[_start] == (byte)',')
                {
                    PassComma();
                    return;
                }

                Line += _buffer[_start] == (byte)'\n' ? 1 : 0;
                _start++;
            }

            if (_start < _end || _isLast)
                return;
            Fill();
        }
    }

    /// <summary>Lines between the comma and the next feature count for the feature.</summary>
    private void PassComma()
    {
        // Blanks after a comma are consumed together with the value; at most a line end stands there.
        var after = _start + 1;
        while (after < _end && _buffer[after] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            after++;
        Line += _buffer.AsSpan(_start + 1, after - _start - 1).Count((byte)'\n');
        _buffer.AsSpan(_start + 1, after - _start - 1).Fill((byte)' ');
    }

    private void Consume(int bytes, JsonReaderState state)
    {
        Line += _buffer.AsSpan(_start, bytes).Count((byte)'\n');
        _start += bytes;
        _state = state;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= LongestFeature)
                throw new JsonException($"one feature is longer than {LongestFeature >> 20} MiB");
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _isLast = read == 0;
        _end += read;
    }
}
