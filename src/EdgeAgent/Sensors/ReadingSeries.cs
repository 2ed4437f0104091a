using EdgeWatch.Contracts;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.EdgeAgent.Sensors;

/// <summary>
/// What a sensor read of one quantity in the last hours, oldest first, 16 bytes a reading. When it is full the older readings are thinned: of each four the least and the
/// greatest stay, so that no extreme is lost and the newest keep their detail.
/// </summary>
/// <param name="quantity">What is read.</param>
/// <param name="keep">Readings older than this, counted from the newest, are forgotten.</param>
internal sealed class ReadingSeries(Quantity quantity, TimeSpan keep)
{
    /// <summary>Most readings kept.</summary>
    public const int Capacity = ContractLimits.Readings;

    /// <summary>The newest readings are not thinned.</summary>
    private const int Untouched = 48;

    private const int FirstSize = 8;
    private const int GroupSize = 4;

    private Point[] _points = new Point[FirstSize];
    private int _count;

    public Quantity Quantity => quantity;

    public int Count => _count;

    /// <summary>The newest reading; null before the first.</summary>
    public SensorReading? Newest => _count == 0 ? null : ToReading(_points[_count - 1]);

    /// <summary>Takes a reading in, in its place by time.</summary>
    /// <returns>False where this very reading is there already.</returns>
    public bool Add(in SensorReading reading)
    {
        var point = new Point(reading.At.UtcTicks, (float)reading.Value, reading.Quality);
        var index = _count;
        while (index > 0 && _points[index - 1].At > point.At)
            index--;
        for (var same = index - 1; same >= 0 && _points[same].At == point.At; same--)
        {
            if (_points[same].Value.Equals(point.Value))
                return false;
        }

        if (_count == Capacity)
        {
            index -= MakeRoom(index);
        }
        else if (_count == _points.Length)
        {
            Array.Resize(ref _points, Math.Min(_points.Length * 2, Capacity));
        }

        Array.Copy(_points, index, _points, index + 1, _count - index);
        _points[index] = point;
        _count++;
        return true;
    }

    /// <summary>The readings as they travel with a candidate.</summary>
    public IReadOnlyList<ReadingPoint> ToPoints()
    {
        Forget();
        var points = new ReadingPoint[_count];
        for (var i = 0; i < _count; i++)
            points[i] = ToPoint(ToReading(_points[i]));
        return points;
    }

    /// <summary>One reading as it travels.</summary>
    public static ReadingPoint ToPoint(in SensorReading reading) => new(
        Quantities.NameOf(reading.Quantity),
        double.IsFinite(reading.Value) ? Math.Round(reading.Value, 4) : null,
        reading.Unit,
        reading.Quality switch { ReadingQuality.Good => "good", ReadingQuality.Uncertain => "uncertain", _ => "bad" },
        reading.At);

    /// <summary>Writes the newest readings.</summary>
    public void Save(BinaryWriter writer, int most)
    {
        var from = Math.Max(_count - most, 0);
        writer.Write(_count - from);
        for (var i = from; i < _count; i++)
        {
            writer.Write(_points[i].At);
            writer.Write(_points[i].Value);
            writer.Write((byte)_points[i].Quality);
        }
    }

    /// <summary>Takes over what <see cref="Save"/> wrote.</summary>
    public void Load(BinaryReader reader)
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var (at, value, quality) = (reader.ReadInt64(), reader.ReadSingle(), (ReadingQuality)reader.ReadByte());
            Add(new SensorReading(quantity, value, quality, new DateTimeOffset(at, TimeSpan.Zero)));
        }
    }

    private SensorReading ToReading(in Point point) =>
        // A float's shortest decimal is what the sensor said: 22.4, not 22.399999618.
        new(quantity, float.IsFinite(point.Value) ? (double)(decimal)point.Value : double.NaN, point.Quality, new DateTimeOffset(point.At, TimeSpan.Zero));

    private void Forget()
    {
        var old = 0;
        while (old < _count && _points[old].At < _points[_count - 1].At - keep.Ticks)
            old++;
        Drop(old);
    }

    /// <summary>Makes room for one more; returns how many before <paramref name="index"/> went.</summary>
    private int MakeRoom(int index)
    {
        var before = _count;
        Forget();
        if (_count < Capacity)
            return Math.Min(before - _count, index);
        var (kept, keptBefore) = (0, 0);
        for (var group = 0; group < Capacity - Untouched; group += GroupSize)
        {
            var (least, greatest) = (group, group);
            for (var i = group + 1; i < group + GroupSize; i++)
            {
                if (_points[i].Value < _points[least].Value || float.IsNaN(_points[least].Value))
                    least = i;
                if (_points[i].Value > _points[greatest].Value || float.IsNaN(_points[greatest].Value))
                    greatest = i;
            }

            var (first, second) = (Math.Min(least, greatest), Math.Max(least, greatest));
            if (first == second)
                second = group + GroupSize - 1;
            foreach (var stays in (ReadOnlySpan<int>)[first, second])
            {
                if (stays < index)
                    keptBefore++;
                _points[kept++] = _points[stays];
            }
        }

        Array.Copy(_points, Capacity - Untouched, _points, kept, Untouched);
        var goneBefore = index <= Capacity - Untouched ? index - keptBefore : Capacity - Untouched - kept;
        _count = kept + Untouched;
        return goneBefore;
    }

    private void Drop(int oldest)
    {
        if (oldest == 0)
            return;
        Array.Copy(_points, oldest, _points, 0, _count - oldest);
        _count -= oldest;
    }

    private readonly record struct Point(long At, float Value, ReadingQuality Quality);
}
