namespace EdgeWatch.Evaluation.Events;

/// <summary>
/// How many happenings a rate may bring about although only so few were seen: the one-sided 95 % bound of Poisson's distribution. For none seen it is 3.0, the
/// rule of three (Hanley and Lippman-Hand 1983).
/// </summary>
internal static class PoissonBound
{
    private const double Doubt = 0.05;

    /// <summary>The greatest mean at which seeing <paramref name="count"/> or fewer still has a chance of 5 %.</summary>
    public static double Upper(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var (low, high) = (0.0, count + 5 * Math.Sqrt(count + 1) + 5);
        while (high - low > 1e-9 * high)
        {
            var mean = (low + high) / 2;
            if (AtMost(count, mean) > Doubt)
                low = mean;
            else
                high = mean;
        }

        return high;
    }

    private static double AtMost(int count, double mean)
    {
        var (term, sum) = (Math.Exp(-mean), 0.0);
        for (var k = 0; k <= count; k++)
        {
            sum += term;
            term *= mean / (k + 1);
        }

        return sum;
    }
}
