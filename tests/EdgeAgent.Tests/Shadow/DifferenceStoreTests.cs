using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.EdgeAgent.Shadow;
using EdgeWatch.Tests.Shared;
using static EdgeWatch.EdgeAgent.Tests.Rules.Street;

namespace EdgeWatch.EdgeAgent.Tests.Shadow;

public sealed class DifferenceStoreTests : IDisposable
{
    private const int Budget = 80_000;
    private readonly TempFolder _temp = new();

    [Fact]
    public void What_was_written_is_read_again_with_its_picture()
    {
        var store = Open();
        var record = Record(1) with { Boxes = [new ComparedBox("car", SeenBy.Shadow, 0.9f, 0.5f, Box(0.1f, 0.1f)), new ComparedBox("bin", SeenBy.Both, 0.7f, 0.5f, Box(0.5f, 0.5f), Box(0.51f, 0.5f))] };
        store.Append(record, [1, 2, 3]);
        store.Append(Record(2), picture: null);

        var read = DifferenceStore.Read(Folder).ToArray();

        read.Length.ShouldBe(2);
        read[0].Boxes.ShouldBe(record.Boxes);
        (read[0].Camera, read[0].TakenAt, read[0].Strength).ShouldBe((record.Camera, record.TakenAt, record.Strength));
        File.ReadAllBytes(Path.Combine(Folder, read[0].Picture!)).ShouldBe([1, 2, 3]);
        read[1].Picture.ShouldBeNull();
    }

    [Fact]
    public void The_oldest_go_with_their_pictures_when_the_budget_is_full_and_are_counted()
    {
        var (store, forgotten) = (Open(), 0);
        for (var look = 1; look <= 200; look++)
        {
            forgotten += store.Append(Record(look), new byte[2_000]);
            // The file that is being filled may end with one look too many.
            Directory.EnumerateFiles(Folder).Sum(file => new FileInfo(file).Length).ShouldBeLessThan(Budget + 8 * 2_500);
        }

        var kept = DifferenceStore.Read(Folder).ToArray();
        (kept.Length + forgotten).ShouldBe(200);
        kept[^1].TakenAt.ShouldBe(Record(200).TakenAt);
        kept.Length.ShouldBeInRange(20, 50);
        kept.ShouldAllBe(record => File.Exists(Path.Combine(Folder, record.Picture!)));
        Directory.EnumerateFiles(Folder, "*.jpg").Count().ShouldBe(kept.Length);
    }

    [Fact]
    public void A_store_is_gone_on_with_after_a_restart_and_a_line_that_was_cut_off_is_passed_over()
    {
        Open().Append(Record(1), [1]);
        File.AppendAllText(Directory.EnumerateFiles(Folder, "*.jsonl").Single(), "{\"camera\": \"ga\n");

        Open().Append(Record(2), [2]);

        var read = DifferenceStore.Read(Folder).ToArray();
        read.Select(record => record.TakenAt).ShouldBe([Record(1).TakenAt, Record(2).TakenAt]);
        read.Select(record => record.Picture).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void Counts_are_kept_and_another_pair_of_models_begins_another_store()
    {
        var counts = new ShadowCounts { Main = ["street@1"], Shadow = "next@2", Since = Begin, Looks = 5, Forgotten = 1, Counts = [new ClassCount("gate", "car", 1, 2, 3)] };
        Open().Write(counts);

        Open().Counts.ShouldNotBeNull().Counts.ShouldBe(counts.Counts);
        DifferenceStore.Open(_temp.FullPath, ["street@1"], "next@3", Budget).Counts.ShouldBeNull();
        DifferenceStore.Latest(_temp.FullPath).ShouldBe(Folder);

        File.WriteAllText(Path.Combine(Folder, DifferenceStore.CountsFile), "");
        Open().Counts.ShouldBeNull("a power cut emptied the file");
    }

    public void Dispose() => _temp.Dispose();

    private string Folder => Directory.EnumerateDirectories(_temp.FullPath).Order(StringComparer.Ordinal).First(folder => Path.GetFileName(folder).StartsWith("next-", StringComparison.Ordinal));

    private static DifferenceRecord Record(int look) => new()
    {
        Camera = "gate",
        TakenAt = Begin + TimeSpan.FromSeconds(look),
        Boxes = [new ComparedBox("car", SeenBy.Main, 0.9f, 0.5f, Box(0.1f, 0.1f))],
    };

    private DifferenceStore Open() => DifferenceStore.Open(_temp.FullPath, ["street@1"], "next@2", Budget);
}
