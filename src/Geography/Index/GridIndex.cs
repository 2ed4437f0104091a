using EdgeWatch.Geography.Coordinates;
using EdgeWatch.Geography.Registers;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index;
using NetTopologySuite.Index.Strtree;

namespace EdgeWatch.Geography.Index;

/// <summary>Cells or duty grids, all versions, found by place and day. Immutable; any number of threads may look up at once.</summary>
public sealed class GridIndex
{
    private readonly STRtree<Entry> _tree = new();
    private readonly List<Validity> _valid = [];

    /// <summary>Packs the records; their geometry is not kept.</summary>
    public GridIndex(IEnumerable<GridRecord> grids)
    {
        foreach (var grid in grids)
        {
            _tree.Insert(grid.Area.EnvelopeInternal, new Entry(grid.Id, grid.Valid, new PackedArea(grid.Area)));
            _valid.Add(grid.Valid);
            Count++;
        }

        // An empty tree cannot be built; a lookup in it finds nothing anyway.
        if (Count > 0)
            _tree.Build();
    }

    /// <summary>How many records there are, versions counted.</summary>
    public int Count { get; }

    /// <summary>How many there are on a day.</summary>
    public int CountOn(DateOnly on) => _valid.Count(valid => valid.Holds(on));

    /// <summary>
    /// Id of the grid that holds the place on the day; null where none does. Where several do (overlaps, which the register's report names), it is the least id, so that
    /// one place always gets one answer.
    /// </summary>
    public string? Find(Wgs84 place, DateOnly on)
    {
        if (Count == 0)
            return null;
        var search = new Search(place, on);
        _tree.Query(new Envelope(place.Lon, place.Lon, place.Lat, place.Lat), search);
        return search.Found;
    }

    /// <summary>The box around all versions of a grid, in degrees of WGS84; null where there is none of that id. Looks through all of them: for requests, not for every candidate.</summary>
    public Envelope? BoundsOf(string id)
    {
        if (Count == 0)
            return null;
        var search = new BoundsSearch(id);
        _tree.Query(new Envelope(-180, 180, -90, 90), search);
        return search.Found;
    }

    /// <summary>Grids of a day whose bounds touch a box, by id.</summary>
    /// <param name="box">Degrees of WGS84.</param>
    /// <param name="on">The day.</param>
    /// <param name="limit">At most so many outlines; where more grids are there, none, since a map of some of them would show holes that are not there.</param>
    /// <returns>The outlines, and how many grids there are.</returns>
    public (IReadOnlyList<GridOutline> Outlines, int Total) In(Envelope box, DateOnly on, int limit)
    {
        if (Count == 0)
            return ([], 0);
        var search = new BoxSearch(on);
        _tree.Query(box, search);
        var found = search.Found;
        return found.Count > limit ? ([], found.Count) : ([.. found.OrderBy(entry => entry.Id, StringComparer.Ordinal).Select(entry => new GridOutline(entry.Id, entry.Area.Rings()))], found.Count);
    }

    private sealed record Entry(string Id, Validity Valid, PackedArea Area);

    private sealed class Search(Wgs84 place, DateOnly on) : IItemVisitor<Entry>
    {
        public string? Found { get; private set; }

        public void VisitItem(Entry item)
        {
            if (item.Valid.Holds(on) && (Found is null || string.CompareOrdinal(item.Id, Found) < 0) && item.Area.Contains(place.Lon, place.Lat))
                Found = item.Id;
        }
    }

    private sealed class BoundsSearch(string id) : IItemVisitor<Entry>
    {
        public Envelope? Found { get; private set; }

        public void VisitItem(Entry item)
        {
            if (item.Id == id)
                (Found ??= new Envelope()).ExpandToInclude(item.Area.Bounds);
        }
    }

    private sealed class BoxSearch(DateOnly on) : IItemVisitor<Entry>
    {
        public List<Entry> Found { get; } = [];

        public void VisitItem(Entry item)
        {
            if (item.Valid.Holds(on))
                Found.Add(item);
        }
    }
}

/// <summary>What a grid looks like on a map.</summary>
/// <param name="Id">Of the grid.</param>
/// <param name="Rings">Borders of its parts and of the holes in them, in no order that matters; each a list of longitude and latitude in degrees of WGS84, the last as the first.</param>
public sealed record GridOutline(string Id, IReadOnlyList<IReadOnlyList<double[]>> Rings);
