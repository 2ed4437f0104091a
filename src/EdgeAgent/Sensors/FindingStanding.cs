namespace EdgeWatch.EdgeAgent.Sensors;

/// <summary>How far a finding of a sensor is.</summary>
internal enum FindingStanding
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>Something reads wrong, but not for long enough.</summary>
    Suspected,

    /// <summary>It is open, and the latest reading says so too.</summary>
    Open,

    /// <summary>It is open, but the latest reading speaks against it.</summary>
    Fading,
}
