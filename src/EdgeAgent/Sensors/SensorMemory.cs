using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Sensors;

/// <summary>
/// What a sensor remembers over a restart, as bytes: when it was heard, its newest readings, what its rules wait for, the end of its series. Findings are kept
/// elsewhere (<see cref="Findings.FindingStore"/>).
/// </summary>
internal sealed record SensorMemory(
    DateTimeOffset? HeardAt, DateTimeOffset Since, string State, IReadOnlyList<SensorReading> Latest, IReadOnlyList<ReadingSeries> Series, IReadOnlyList<ReadingSlot> Slots)
{
    private const byte Version = 1;

    /// <summary>Readings of each series that are kept: enough to see how a finding began, small enough for ten thousand sensors.</summary>
    private const int SeriesKept = 32;

    public static byte[] Save(SensorMemory memory)
    {
        using var stream = new MemoryStream(512);
        using var writer = new BinaryWriter(stream);
        writer.Write(Version);
        writer.Write(memory.HeardAt?.UtcTicks ?? 0);
        writer.Write(memory.Since.UtcTicks);
        writer.Write(memory.State);
        writer.Write(memory.Latest.Count);
        foreach (var reading in memory.Latest)
        {
            writer.Write((byte)reading.Quantity);
            writer.Write(reading.Value);
            writer.Write((byte)reading.Quality);
            writer.Write(reading.At.UtcTicks);
        }

        writer.Write(memory.Series.Count);
        foreach (var series in memory.Series)
            Named(writer, Quantities.NameOf(series.Quantity), inner => series.Save(inner, SeriesKept));
        writer.Write(memory.Slots.Count);
        foreach (var slot in memory.Slots)
            Named(writer, NameOf(slot), slot.Rule.Save);
        return stream.ToArray();
    }

    /// <summary>Gives series and rules back what they remembered, as far as they are still the same; null where the bytes are of another version or damaged.</summary>
    public static SensorMemory? Load(byte[] saved, IReadOnlyList<ReadingSeries> series, IReadOnlyList<ReadingSlot> slots)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(saved));
            if (reader.ReadByte() != Version)
                return null;
            var heardAt = reader.ReadInt64();
            var (since, state) = (new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero), reader.ReadString());
            var latest = new List<SensorReading>();
            for (var left = reader.ReadInt32(); left > 0; left--)
            {
                var (quantity, value, quality) = ((Quantity)reader.ReadByte(), reader.ReadDouble(), (ReadingQuality)reader.ReadByte());
                latest.Add(new SensorReading(quantity, value, quality, new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero)));
            }

            foreach (var (name, bytes) in Named(reader))
                Give(bytes, series.FirstOrDefault(one => Quantities.NameOf(one.Quantity) == name) is { } one ? one.Load : null);
            foreach (var (name, bytes) in Named(reader))
                Give(bytes, slots.FirstOrDefault(slot => NameOf(slot) == name) is { } slot ? slot.Rule.Load : null);
            return new SensorMemory(heardAt == 0 ? null : new DateTimeOffset(heardAt, TimeSpan.Zero), since, state, latest, series, slots);
        }
        catch (Exception damaged) when (damaged is EndOfStreamException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    private static string NameOf(ReadingSlot slot) => $"{slot.Life.Key.Zone} {slot.Life.Key.Rule} {slot.Life.Key.Problem}";

    private static void Named(BinaryWriter writer, string name, Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var inner = new BinaryWriter(stream);
        write(inner);
        writer.Write(name);
        writer.Write((int)stream.Length);
        writer.Write(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Named(BinaryReader reader)
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var name = reader.ReadString();
            yield return (name, reader.ReadBytes(reader.ReadInt32()));
        }
    }

    private static void Give(byte[] bytes, Action<BinaryReader>? load)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        load?.Invoke(reader);
    }
}
