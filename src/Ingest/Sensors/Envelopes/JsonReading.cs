using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors.Envelopes;

/// <summary>Steps of a reader over the members of a message. Each expects to stand on a member's name and leaves the reader at the end of its value.</summary>
internal static class JsonReading
{
    /// <summary>The text of the value; null where it is no text.</summary>
    public static string? ReadText(ref this Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString();
        reader.Skip();
        return null;
    }

    /// <summary>The number; null where it is none.</summary>
    public static double? ReadNumber(ref this Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number)
            return reader.TryGetDouble(out var number) ? number : null;
        reader.Skip();
        return null;
    }

    /// <summary>Whether the value is true.</summary>
    public static bool ReadFlag(ref this Utf8JsonReader reader)
    {
        reader.Read();
        var isTrue = reader.TokenType == JsonTokenType.True;
        reader.Skip();
        return isTrue;
    }

    /// <summary>A LoRaWAN port; 0 where there is none.</summary>
    public static int ReadPort(ref this Utf8JsonReader reader) => reader.ReadNumber() is { } number && number is >= 0 and <= 255 ? (int)number : 0;

    /// <summary>Bytes in base64; empty for null.</summary>
    public static ReadOnlyMemory<byte> ReadBase64(ref this Utf8JsonReader reader, string name)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return default;
        return reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out var bytes) ? bytes : throw new UplinkException($"'{name}' is no base64");
    }

    /// <summary>The value as it is written; empty for null.</summary>
    public static ReadOnlyMemory<byte> ReadSlice(ref this Utf8JsonReader reader, ReadOnlyMemory<byte> message)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return default;
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return message[start..(int)reader.BytesConsumed];
    }

    /// <summary>Steps over a value.</summary>
    public static void SkipValue(ref this Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>Enters the object that is the value; false where it is none.</summary>
    public static bool EnterObject(ref this Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
            return true;
        reader.Skip();
        return false;
    }

    /// <summary>Goes to the next member of the object; false at its end.</summary>
    public static bool NextMember(ref this Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Sees to it that nothing but space follows.</summary>
    public static void ExpectEnd(ref this Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            // The reader itself refuses a second value.
        }
    }
}
