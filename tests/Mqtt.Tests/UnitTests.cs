namespace EdgeWatch.Mqtt.Tests;

public sealed class UnitTests
{
    [Theory]
    [InlineData("a/b", "a/b", true)]
    [InlineData("a/b", "a/c", false)]
    [InlineData("a/+", "a/b", true)]
    [InlineData("a/+", "a/b/c", false)]
    [InlineData("a/+/c", "a/b/c", true)]
    [InlineData("a/#", "a/b/c", true)]
    [InlineData("a/#", "a", true)]
    [InlineData("#", "a/b", true)]
    [InlineData("+", "a", true)]
    [InlineData("+/b", "/b", true)]
    [InlineData("a/+", "a/", true)]
    [InlineData("a", "a/b", false)]
    [InlineData("a/b", "a", false)]
    [InlineData("#", "$SYS/broker", false)]
    [InlineData("+/broker", "$SYS/broker", false)]
    [InlineData("$SYS/#", "$SYS/broker", true)]
    [InlineData("$share/bridge/a/+", "a/b", true)]
    [InlineData("$share/bridge/a/+", "b/b", false)]
    public void A_filter_covers_topics_as_the_standard_says(string filter, string topic, bool covers) =>
        TopicFilter.Matches(TopicFilter.Unshared(filter), topic).ShouldBe(covers);

    [Fact]
    public void Waits_double_up_to_the_limit_with_jitter_and_start_anew_after_a_connection_that_held()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8), new Random(3));
        double[] bounds = [1, 2, 4, 8, 8, 8];
        foreach (var bound in bounds)
            backoff.Next().TotalSeconds.ShouldBeInRange(bound / 10, bound);

        backoff.Held(TimeSpan.FromSeconds(2));
        backoff.Next().TotalSeconds.ShouldBeInRange(0.8, 8);
        backoff.Held(TimeSpan.FromSeconds(9));
        backoff.Next().TotalSeconds.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Three_hundred_clients_do_not_come_back_at_once()
    {
        var waits = Enumerable.Range(0, 300).Select(seed => new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), new Random(seed)).Next()).Order().ToArray();

        (waits[^1] - waits[0]).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(800));
        var most = Enumerable.Range(0, 10).Max(tenth => waits.Count(wait => (int)(wait.TotalSeconds * 10) == tenth));
        most.ShouldBeLessThan(70);
    }
}
