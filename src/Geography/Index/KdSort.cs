namespace EdgeWatch.Geography.Index;

/// <summary>
/// Sorts points into an implicit k-d tree: the middle of each range splits it, by longitude and latitude in turn, and nothing but the order is stored (Bentley 1975; the flat form is
/// that of the library kdbush). Ranges up to <see cref="LeafSize"/> are left unsorted and scanned.
/// </summary>
internal static class KdSort
{
    public const int LeafSize = 32;

    public static void Sort(int[] order, double[] lon, double[] lat)
    {
        var pending = new Stack<(int Left, int Right, bool ByLon)>();
        pending.Push((0, order.Length - 1, true));
        while (pending.TryPop(out var range))
        {
            if (range.Right - range.Left <= LeafSize)
                continue;
            var middle = (range.Left + range.Right) >>> 1;
            Select(order, range.ByLon ? lon : lat, range.ByLon ? lat : lon, middle, range.Left, range.Right);
            pending.Push((range.Left, middle - 1, !range.ByLon));
            pending.Push((middle + 1, range.Right, !range.ByLon));
        }
    }

    /// <summary>Hoare's quickselect with the median of three: the k-th by <paramref name="key"/> comes to its place, lesser before it, greater after it.</summary>
    private static void Select(int[] order, double[] key, double[] other, int k, int left, int right)
    {
        while (left < right)
        {
            var pivot = Median(key[left], key[(left + right) >>> 1], key[right]);
            var (low, high) = (left, right);
            while (low <= high)
            {
                while (key[low] < pivot)
                    low++;
                while (key[high] > pivot)
                    high--;
                if (low > high)
                    continue;
                (key[low], key[high]) = (key[high], key[low]);
                (other[low], other[high]) = (other[high], other[low]);
                (order[low], order[high]) = (order[high], order[low]);
                low++;
                high--;
            }

            if (k <= high)
                right = high;
            else if (k >= low)
                left = low;
            else
                return;
        }
    }

    private static double Median(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
