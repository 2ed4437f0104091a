using System.Text;

namespace EdgeWatch.Geography.Index;

/// <summary>Ids end to end in one array of bytes, with an order by which they are found.</summary>
internal sealed class PackedIds
{
    private readonly byte[] _bytes;
    private readonly int[] _ends;
    private readonly int[] _sorted;

    public PackedIds(byte[] bytes, int[] ends)
    {
        (_bytes, _ends) = (bytes, ends);
        _sorted = new int[ends.Length];
        for (var index = 0; index < _sorted.Length; index++)
            _sorted[index] = index;
        Array.Sort(_sorted, (one, other) => Bytes(one).SequenceCompareTo(Bytes(other)));
    }

    public string this[int index] => Encoding.UTF8.GetString(Bytes(index));

    /// <summary>Positions of all entries with the id, which are its versions.</summary>
    public ReadOnlySpan<int> Find(string id)
    {
        ReadOnlySpan<byte> sought = Encoding.UTF8.GetBytes(id);
        var first = LowerBound(sought);
        var last = first;
        while (last < _sorted.Length && Bytes(_sorted[last]).SequenceEqual(sought))
            last++;
        return _sorted.AsSpan(first, last - first);
    }

    private int LowerBound(ReadOnlySpan<byte> sought)
    {
        var (low, high) = (0, _sorted.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Bytes(_sorted[middle]).SequenceCompareTo(sought) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private ReadOnlySpan<byte> Bytes(int index)
    {
        var start = index == 0 ? 0 : _ends[index - 1];
        return _bytes.AsSpan(start, _ends[index] - start);
    }
}
