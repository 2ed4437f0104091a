namespace EdgeWatch.Contracts;

/// <summary>Bounds of the wire. What is larger is refused with a reason, by agent and bridge alike.</summary>
public static class ContractLimits
{
    /// <summary>Largest candidate event in bytes of UTF-8 JSON.</summary>
    public const int EventBytes = 64 * 1024;

    /// <summary>Largest zero report in bytes of UTF-8 JSON: some 2,000 cameras.</summary>
    public const int ReportBytes = 256 * 1024;

    /// <summary>Largest picture in bytes.</summary>
    public const int EvidenceBytes = 2 * 1024 * 1024;

    /// <summary>Longest string in UTF-16 units.</summary>
    public const int StringLength = 4 * 1024;

    /// <summary>Most subjects of one candidate.</summary>
    public const int Subjects = 200;

    /// <summary>Most sensor readings of one candidate.</summary>
    public const int Readings = 240;

    /// <summary>Most sensors on one page of an agent's sensor status.</summary>
    public const int SensorsOnPage = 250;

    /// <summary>Longest agent, camera or zone id. An id is <c>[a-z0-9][a-z0-9._-]*</c>.</summary>
    public const int IdLength = 64;
}
