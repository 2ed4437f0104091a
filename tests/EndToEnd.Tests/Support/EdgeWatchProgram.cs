namespace EdgeWatch.EndToEnd.Tests.Support;

/// <summary>The program under test, as it is installed.</summary>
internal static class EdgeWatchProgram
{
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "edgewatch.dll");

    public static ChildProcess Start(params string[] arguments) => ChildProcess.StartDotnet(Assembly, arguments);
}
