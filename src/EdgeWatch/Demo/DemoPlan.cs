namespace EdgeWatch.Demo;

/// <summary>What a demo run does.</summary>
/// <param name="Clips">Folder of clips with truth files; null: our own street.</param>
/// <param name="UntilCases">End when so many cases wait for review; null: run until Ctrl-C.</param>
/// <param name="Timeout">Give up after this long.</param>
/// <param name="Port">Port of the console; 0: any free one.</param>
internal sealed record DemoPlan(string? Clips, int? UntilCases, TimeSpan Timeout, int Port)
{
    /// <summary>RTSP server to take the cameras from instead of our simulator, such as <c>rtsp://127.0.0.1:8555</c>; the clips' names are the paths.</summary>
    public string? Rtsp { get; init; }

    /// <summary>End when so many cases went the whole way from the street to their closing, with stand-ins for the people; null: people do it.</summary>
    public int? UntilClosed { get; init; }

    /// <summary>Play every clip at least once, then compare the cases with the truth files.</summary>
    public bool Compare { get; init; }
}
