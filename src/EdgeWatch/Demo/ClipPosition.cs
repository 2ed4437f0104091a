namespace EdgeWatch.Demo;

/// <summary>Where a clip that is played round and round is in its own time.</summary>
/// <param name="ZeroAt">When it first passed its beginning.</param>
/// <param name="LeadIn">How much of its end was played before that.</param>
/// <param name="Length">One round.</param>
internal sealed record ClipPosition(DateTimeOffset ZeroAt, TimeSpan LeadIn, TimeSpan Length)
{
    /// <summary>Seconds of clip time, 0 to the clip's length; those of the lead-in are the clip's last.</summary>
    public double At(DateTimeOffset moment)
    {
        var since = (moment - ZeroAt).TotalSeconds;
        var length = Length.TotalSeconds;
        return length <= 0 ? since : since - length * Math.Floor(since / length);
    }
}
