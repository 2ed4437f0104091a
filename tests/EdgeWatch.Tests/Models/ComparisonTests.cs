using System.Diagnostics.Metrics;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Jpeg;
using EdgeWatch.EdgeAgent.Shadow;
using EdgeWatch.EdgeAgent.Tests.Detectors;
using EdgeWatch.ModelCare;
using EdgeWatch.Terminal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeWatch.EdgeWatch.Tests.ModelCare;

public sealed class ComparisonTests : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    [Fact]
    public async Task Two_models_are_compared_on_pictures_each_at_its_own_thresholds()
    {
        // The second knows the red patch only, and under a threshold that it never reaches; blue is not compared at all.
        new ModelShelf(_temp).Add("first", ["car", "bin"]).Add("second", ["car"], change: manifest => manifest["classes"]![0]!["threshold"] = 0.99);
        await using var main = Open("first-1.0.0");
        await using var shadow = Open("second-1.0.0");
        using var comparison = new OfflineComparison(main, shadow);

        var result = await comparison.OfPicturesAsync(Pictures(red: 2, blue: 1), _ => { }, CancellationToken.None);

        result.Looks.ShouldBe(3);
        result.ByClass.ShouldBe([new ClassCount("", "car", 0, 2, 0)]);
        result.Notes.ShouldHaveSingleItem().ShouldContain("knows them: bin");
        result.Pictures.Count.ShouldBe(2);
        result.Pictures[0].Boxes[0].By.ShouldBe(SeenBy.Main);
    }

    [Fact]
    public async Task A_model_agrees_with_itself()
    {
        new ModelShelf(_temp).Add("first", ["car", "bin"]);
        await using var main = Open("first-1.0.0");
        using var comparison = new OfflineComparison(main, main);

        var result = await comparison.OfPicturesAsync(Pictures(red: 2, blue: 1), _ => { }, CancellationToken.None);

        (result.All.Both, result.All.Agreement).ShouldBe((3, 1));
        result.Pictures.ShouldBeEmpty();
        ComparisonReport.Summary(result).ShouldStartWith("Of 3 things seen, both saw 3 (100.0 %)");
    }

    [Fact]
    public async Task Clips_are_looked_at_by_their_own_time()
    {
        new ModelShelf(_temp).Add("first", ["car", "bin"]);
        await using var main = Open("first-1.0.0");
        using var comparison = new OfflineComparison(main, main);
        var clips = _temp.File("clips");
        Directory.CreateDirectory(clips);
        File.Copy(Repository.File("src", "EdgeWatch", "Demo", "Scene", "lane.mp4"), Path.Combine(clips, "lane.mp4"));

        var result = await comparison.OfClipsAsync(clips, TimeSpan.FromSeconds(10), _services.GetRequiredService<IMeterFactory>(), NullLogger.Instance, _ => { }, CancellationToken.None);

        // A minute, and the look at its beginning.
        result.Looks.ShouldBeInRange(5, 8);
        result.Looked.ShouldBe("1 clips, a look every 10 s");
    }

    [Fact]
    public async Task A_folder_without_pictures_is_named()
    {
        new ModelShelf(_temp).Add("first", ["car"]);
        await using var main = Open("first-1.0.0");
        using var comparison = new OfflineComparison(main, main);

        (await Should.ThrowAsync<MissingPieceException>(() => comparison.OfPicturesAsync(_temp.File("first-1.0.0"), _ => { }, CancellationToken.None))).Message.ShouldContain("holds no .jpg or .png pictures");
        (await Should.ThrowAsync<MissingPieceException>(() => comparison.OfPicturesAsync(_temp.File("moon"), _ => { }, CancellationToken.None))).Message.ShouldContain("there is no folder");
    }

    [Fact]
    public async Task The_page_holds_its_pictures_and_asks_for_nothing_outside()
    {
        var comparison = Made() with
        {
            Pictures = [new ComparedLook("gate <1>", "12.0 s", [new ComparedBox("car", SeenBy.Shadow, 0.9f, 0.5f, new Box(0.25f, 0.5f, 0.75f, 1)), new ComparedBox("bin", SeenBy.Both, 0.7f, 0.5f, new Box(0, 0, 0.5f, 0.5f), new Box(0, 0, 0.5f, 0.25f))], Jpeg())],
        };

        var file = await ComparisonReport.WriteAsync(comparison, _temp.File("report"), CancellationToken.None);

        var page = await File.ReadAllTextAsync(file);
        page.ShouldContain("default-src 'none'");
        page.ShouldNotContain("http:");
        page.ShouldNotContain("https:");
        page.ShouldNotContain("<script");
        page.ShouldContain("gate &lt;1&gt;");
        page.ShouldContain("href=\"data:image/jpeg;base64,");
        page.ShouldContain("<rect class=\"shadow\" x=\"24.0\" y=\"32.0\" width=\"48.0\" height=\"32.0\"/>");
        page.ShouldContain("<rect class=\"both\" x=\"0.0\" y=\"0.0\" width=\"48.0\" height=\"32.0\"/>");
        page.ShouldContain("<rect class=\"both other\" x=\"0.0\" y=\"0.0\" width=\"48.0\" height=\"16.0\"/>");
        page.ShouldContain("car 0.90 by the second alone (its threshold is 0.50)");
    }

    [Fact]
    public void The_text_has_a_table_by_class_and_one_by_camera()
    {
        var text = ComparisonReport.Markdown(Made());

        text.ShouldContain("| car | 6 | 1 | 3 | 60.0 % |");
        text.ShouldContain("| bin | 0 | 0 | 0 | – |");
        text.ShouldContain("| gate | 5 | 1 | 0 | 83.3 % |");
        text.ShouldContain("| all | 6 | 1 | 3 | 60.0 % |");
    }

    [Fact]
    public void The_shadow_run_of_an_agent_is_read_with_its_strongest_pictures()
    {
        var data = _temp.File("data");
        Should.Throw<MissingPieceException>(() => ShadowReading.Read(data)).Message.ShouldContain("holds no shadow run yet");
        var store = DifferenceStore.Open(Path.Combine(data, "shadow"), ["street@1"], "next@2", 8 << 20);
        for (var look = 1; look <= 8; look++)
        {
            var box = new ComparedBox("car", SeenBy.Main, 0.5f + look * 0.05f, 0.5f, new Box(0, 0, 1, 1));
            store.Append(new DifferenceRecord { Camera = "gate", TakenAt = DateTimeOffset.UnixEpoch.AddSeconds(look), Boxes = [box] }, [(byte)look]);
        }

        store.Write(new ShadowCounts
        {
            Main = ["street@1"], Shadow = "next@2", Since = DateTimeOffset.UnixEpoch, Looks = 40, Forgotten = 2,
            Skipped = new Dictionary<string, long> { ["behind"] = 3 }, Counts = [new ClassCount("gate", "car", 1, 8, 0)],
        });

        var read = ShadowReading.Read(data);

        (read.Looks, read.All.Main).ShouldBe((40, 8));
        read.Pictures.Select(look => look.Jpeg[0]).ShouldBe([8, 7, 6]);
        read.Notes[0].ShouldContain("3 behind");
        read.Notes[1].ShouldContain("2 older looks");
    }

    public void Dispose()
    {
        _temp.Dispose();
        _services.Dispose();
    }

    private static Comparison Made() => new()
    {
        Main = "street@1", Shadow = "next@2", Looked = "two cameras", Looks = 10,
        Counts = [new ClassCount("gate", "bin", 0, 0, 0), new ClassCount("gate", "car", 5, 1, 0), new ClassCount("lane", "car", 1, 0, 3)],
    };

    private static byte[] Jpeg()
    {
        using var frame = new PaintedPicture(96, 64, PaintedPicture.Grey).ToFrame();
        using var encoder = new JpegEncoder();
        return encoder.Encode(frame, 80);
    }

    /// <summary>Pictures with a red or a blue patch.</summary>
    private string Pictures(int red, int blue)
    {
        var folder = _temp.File("pictures");
        Directory.CreateDirectory(folder);
        using var encoder = new JpegEncoder();
        for (var i = 0; i < red + blue; i++)
        {
            using var frame = new PaintedPicture(192, 128, PaintedPicture.Grey).Paint(16 * i, 32, 64, 64, i < red ? PaintedPicture.Red : PaintedPicture.Blue).ToFrame();
            File.WriteAllBytes(Path.Combine(folder, $"{i}.jpg"), encoder.Encode(frame, 95));
        }

        return folder;
    }

    private SharedDetector Open(string folder) => new(
        ModelFolder.Load(_temp.File(folder)), new DetectorOptions(), new SemaphoreSlim(1, 1), new global::EdgeWatch.EdgeAgent.AgentMetrics(_services.GetRequiredService<IMeterFactory>()), TimeProvider.System);
}
