using EdgeWatch.EdgeAgent.Findings;
using EdgeWatch.Tests.Shared;
using Microsoft.Data.Sqlite;
using static EdgeWatch.EdgeAgent.Tests.Findings.Candidates;

namespace EdgeWatch.EdgeAgent.Tests.Findings;

public sealed class FindingStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string File => _folder.File("findings.db");

    [Fact]
    public void An_open_finding_is_known_after_a_restart()
    {
        var opened = Opened();
        using (var store = new FindingStore(File))
            store.Record("gate-3", opened);

        using var again = new FindingStore(File);
        var finding = again.Load("gate-3").ShouldHaveSingleItem();
        finding.Key.ShouldBe(Lane);
        finding.Incident.ShouldBe(opened.Candidate.Data.Incident);
        finding.Sequence.ShouldBe(1);
        finding.Since.ShouldBe(opened.Candidate.Data.Since);
        finding.Dwell.ShouldBe(TimeSpan.FromMinutes(2));
        finding.Subjects.ShouldBe(opened.Candidate.Data.Subjects);
        again.Load("gate-4").ShouldBeEmpty();
    }

    [Fact]
    public void A_cleared_finding_is_forgotten()
    {
        using var store = new FindingStore(File);
        var opened = Opened();
        store.Record("gate-3", opened);
        store.Record("gate-3", Cleared(opened));

        store.Load("gate-3").ShouldBeEmpty();
    }

    [Fact]
    public void What_was_recorded_and_not_marked_as_sent_comes_back_with_its_picture_in_order()
    {
        var (first, second, third) = (Opened(), Opened(), Opened());
        using (var store = new FindingStore(File))
        {
            store.Record("gate-3", first);
            store.Record("gate-4", second);
            store.Record("gate-4", second);
            store.Record("gate-5", third);
            store.Sent(first.Candidate.Id);
        }

        using var again = new FindingStore(File);
        var unsent = again.Unsent();
        unsent.Select(one => one.Candidate.Id).ShouldBe([second.Candidate.Id, third.Candidate.Id]);
        unsent[0].Picture.ShouldBe(second.Picture);
    }

    [Fact]
    public void A_file_of_a_newer_agent_is_refused_with_the_remedy()
    {
        using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        Should.Throw<InvalidDataException>(() => new FindingStore(File)).Message.ShouldContain("schema 99, this agent knows up to 1; start the newer agent");
    }

    public void Dispose() => _folder.Dispose();
}
