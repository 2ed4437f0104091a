using EdgeWatch.Configuration;

namespace EdgeWatch.EdgeWatch.Tests.Configuration;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("10s", 10)]
    [InlineData("1.5m", 90)]
    [InlineData("2h", 7200)]
    [InlineData("30d", 2_592_000)]
    public void Durations_are_read_as_people_write_them(string text, double seconds)
    {
        DurationText.TryParse(text, out var duration).ShouldBeTrue();
        duration.TotalSeconds.ShouldBe(seconds);
    }

    [Theory]
    [InlineData("10")]
    [InlineData("10 s")]
    [InlineData("-5s")]
    [InlineData("s")]
    [InlineData("1e9d")]
    public void A_number_without_a_unit_is_no_duration(string text) => DurationText.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("500ms")]
    [InlineData("90s")]
    [InlineData("2h")]
    public void A_duration_is_written_as_it_was_read(string text)
    {
        DurationText.TryParse(text, out var duration).ShouldBeTrue();
        DurationText.Format(duration).ShouldBe(text);
    }
}
