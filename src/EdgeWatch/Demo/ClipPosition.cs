namespace EdgeWatch.Demo;

/// <summary>Where a clip that is played round and round is in its own time.</summary>
/// <param name="ZeroAt">When it first passed its beginning.</param>
/// <param name="LeadIn">How much of its end was played before that.</param>
/// <param name="Length">One round.</param>
internal sealed record ClipPosition(DateTimeOffset ZeroAt, TimeSpan LeadIn, TimeSpan Length)
{
    /// <summary>Seconds of clip time; negative in the lead-in.</summary>
    public double At(DateTimeOffset moment)
    {
        var since = moment - ZeroAt;
        return since < TimeSpan.Zero || Length <= TimeSpan.Zero ? since.TotalSeconds : since.TotalSeconds % Length.TotalSeconds;
    }
}
