using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Options;
using EdgeWatch.EdgeAgent.Settings;
using EdgeWatch.EdgeAgent.Stages;
using EdgeWatch.EdgeAgent.Tests.Rules;
using EdgeWatch.EdgeAgent.Views;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.EdgeAgent.Tests.Looks;

/// <summary>What a camera usually shows is known again when the agent comes back.</summary>
public sealed class RestartTests : IDisposable
{
    private static readonly RuleOptions Registered = new()
    {
        Rule = "absence",
        Problem = Problems.ManholeAbsent,
        Classes = ["manhole-closed"],
        Dwell = TimeSpan.FromMinutes(2),
        ClearAfter = TimeSpan.FromMinutes(1),
    };

    private static readonly Zone Place = new("cover", new Polygon(new(0.352f, 0.705f), new(0.611f, 0.705f), new(0.611f, 1), new(0.352f, 1))) { Rules = [Registered] };
    private static readonly Zone Redrawn = new("cover", new Polygon(new(0.3f, 0.7f), new(0.6f, 0.7f), new(0.6f, 1), new(0.3f, 1))) { Rules = [Registered] };
    private static readonly Detection Cover = Street.See("manhole-closed", new Box(0.402f, 0.7554f, 0.5609f, 0.9563f));
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly string _folder = Directory.CreateTempSubdirectory("edgewatch-views").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_camera_that_was_knocked_aside_while_the_agent_was_away_is_not_taken_for_one_that_always_looked_there()
    {
        await Camera(Place).LookForAsync(Usual, Still.Rendered("cover"), Cover);
        var restarted = Camera(Place);
        await restarted.LookForAsync(Minute, Still.Rendered("knocked"));

        restarted.Scene.Visibility.ShouldBe(Visibility.Moved);
        restarted.Announced.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_camera_that_was_left_alone_judges_from_its_first_looks_on()
    {
        await Camera(Place).LookForAsync(Usual, Still.Rendered("cover"), Cover);
        var restarted = Camera(Place);
        await restarted.LookForAsync(Minute, Still.Rendered("cover"), Cover);

        restarted.Scene.Look.View.State.ShouldBe(ViewState.Usual, "without the memory it would be learning for five minutes");
        (await UntouchedAsync()).Scene.Look.View.State.ShouldBe(ViewState.Learning);
    }

    [Fact]
    public async Task Zones_that_were_redrawn_while_the_agent_was_away_confirm_the_view_as_it_is()
    {
        await Camera(Place).LookForAsync(Usual, Still.Rendered("cover"), Cover);
        var restarted = Camera(Redrawn);
        await restarted.LookForAsync(Minute, Still.Rendered("knocked"));

        restarted.Scene.Visibility.ShouldBe(Visibility.Clear);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(200)]
    [InlineData(-1)]
    public async Task A_file_that_a_power_cut_left_half_written_costs_nothing_but_learning_anew(int length)
    {
        await Camera(Place).LookForAsync(Usual, Still.Rendered("cover"), Cover);
        var file = Directory.GetFiles(_folder).ShouldHaveSingleItem();
        await using (var cut = File.OpenWrite(file))
            cut.SetLength(length < 0 ? cut.Length + length : length);
        var restarted = Camera(Place);
        await restarted.LookForAsync(Minute, Still.Rendered("knocked"));

        restarted.Scene.Look.View.State.ShouldBe(ViewState.Learning);
    }

    private static async Task<FieldCamera> UntouchedAsync()
    {
        var camera = new FieldCamera(Street.Camera(Place));
        await camera.LookForAsync(Minute, Still.Rendered("cover"), Cover);
        return camera;
    }

    private FieldCamera Camera(Zone zone) => new(Street.Camera(zone), new ViewMemory(_folder, "gate-3", "rtsp://gate-3/main", NullLogger<ViewMemory>.Instance));
}
