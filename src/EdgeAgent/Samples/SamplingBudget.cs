namespace EdgeWatch.EdgeAgent.Samples;

/// <summary>
/// The probability with which a camera's next detection or quiet look is drawn, so that about the budget of a day is spent, spread over the day.
/// It depends on what came before only, never on the item itself, and is known before the draw: weighting each sample by its reciprocal then gives
/// unbiased counts (Horvitz and Thompson 1952), however it wanders. It falls with the load but never to zero, for what can never be drawn cannot be
/// counted; a camera that sees very much may so go a little over its budget.
/// </summary>
internal sealed class SamplingBudget(int perDay, TimeProvider time)
{
    /// <summary>Never less likely than this.</summary>
    public const double Least = 1e-4;

    /// <summary>Spent at will at any time, so that a quiet camera draws everything.</summary>
    private const double Burst = 0.1;

    /// <summary>The rest comes evenly over the day; the load is measured over about as long as it is planned ahead.</summary>
    private static readonly TimeSpan Horizon = TimeSpan.FromMinutes(15);

    private double _credit = perDay * Burst;
    private double _perHorizon;
    private long _last = time.GetTimestamp();

    /// <summary>
    /// The probability for one item whose share is less than one where it is drawn more rarely for reasons of its own (a box that has stood there for
    /// long, a quiet look). Charges the budget with it.
    /// </summary>
    /// <param name="share">In (0, 1].</param>
    public double Next(double share)
    {
        Pass();

        // Plans for at least as many as came lately. The item itself is counted after its probability is fixed.
        var probability = Math.Clamp(share * Math.Clamp(_credit / Math.Max(1, _perHorizon), 0, 1), Least * share, 1);
        _perHorizon += share;
        _credit -= probability;
        return probability;
    }

    private void Pass()
    {
        var now = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(_last, now);
        _last = now;
        _credit = Math.Min(perDay, _credit + perDay * elapsed.TotalDays);
        _perHorizon *= Math.Exp(-elapsed / Horizon);
    }
}
