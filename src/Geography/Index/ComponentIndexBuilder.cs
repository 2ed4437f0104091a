using System.Text;
using EdgeWatch.Geography.Coordinates;
using EdgeWatch.Geography.Registers;

namespace EdgeWatch.Geography.Index;

/// <summary>Gathers components for a <see cref="ComponentIndex"/>, packed from the first one on, so that a register of a million never stands in memory as objects.</summary>
public sealed class ComponentIndexBuilder
{
    private readonly List<double> _lon = [];
    private readonly List<double> _lat = [];
    private readonly List<int> _class = [];
    private readonly List<int> _valid = [];
    private readonly List<int> _idEnds = [];
    private readonly List<byte> _ids = [];
    private readonly Dictionary<string, int> _classes = [];
    private readonly Dictionary<Validity, int> _validities = [];

    /// <summary>How many were added.</summary>
    public int Count => _lon.Count;

    /// <summary>Adds one component; several versions of one id may be added.</summary>
    public void Add(ComponentRecord component) => Add(component.Id, component.Class, component.Place, component.Valid);

    /// <summary>Adds one component by its parts.</summary>
    public void Add(string id, string classCode, Wgs84 place, Validity valid)
    {
        _lon.Add(place.Lon);
        _lat.Add(place.Lat);
        _class.Add(Number(_classes, classCode));
        _valid.Add(Number(_validities, valid));
        Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(id.Length)];
        foreach (var letter in bytes[..Encoding.UTF8.GetBytes(id, bytes)])
            _ids.Add(letter);
        _idEnds.Add(_ids.Count);
    }

    /// <summary>Sorts what was added into an index. The builder is not to be used afterwards.</summary>
    public ComponentIndex Build()
    {
        var order = new int[Count];
        for (var index = 0; index < order.Length; index++)
            order[index] = index;
        double[] lon = [.. _lon];
        double[] lat = [.. _lat];
        KdSort.Sort(order, lon, lat);

        var ids = new byte[_ids.Count];
        var ends = new int[Count];
        var next = 0;
        for (var index = 0; index < order.Length; index++)
        {
            var start = order[index] == 0 ? 0 : _idEnds[order[index] - 1];
            for (var letter = start; letter < _idEnds[order[index]]; letter++)
                ids[next++] = _ids[letter];
            ends[index] = next;
        }

        return new ComponentIndex(lon, lat, new PackedIds(ids, ends), [.. order.Select(index => _class[index])], [.. order.Select(index => _valid[index])], [.. _classes.Keys], [.. _validities.Keys]);
    }

    private static int Number<T>(Dictionary<T, int> numbers, T value)
        where T : notnull
    {
        if (!numbers.TryGetValue(value, out var number))
            numbers[value] = number = numbers.Count;
        return number;
    }
}
