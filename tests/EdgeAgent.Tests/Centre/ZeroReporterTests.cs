using EdgeWatch.EdgeAgent.Centre;

namespace EdgeWatch.EdgeAgent.Tests.Centre;

public sealed class ZeroReporterTests
{
    [Theory]
    [InlineData("2026-03-02T08:17:30Z", "01:00:00", "00:42:30")]
    [InlineData("2026-03-02T08:00:00Z", "01:00:00", "01:00:00")]
    [InlineData("2026-03-02T08:59:59.5Z", "00:15:00", "00:00:00.5")]
    [InlineData("2026-03-02T23:10:00Z", "1.00:00:00", "00:50:00")]
    public void Reports_of_all_agents_fall_on_whole_intervals(string now, string interval, string wait) =>
        ZeroReporter.UntilNext(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Parse(interval, System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(TimeSpan.Parse(wait, System.Globalization.CultureInfo.InvariantCulture));
}
