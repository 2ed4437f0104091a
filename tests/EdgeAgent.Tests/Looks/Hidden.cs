namespace EdgeWatch.EdgeAgent.Tests.Looks;

/// <summary>The stills on which the cover is there but hidden, in another light, or in a picture of a camera that was touched.</summary>
public static class Hidden
{
    public static readonly TheoryData<string> Covers = ["car", "beside", "afternoon", "dusk", "late", "nudged", "knocked", "leaf"];
}
