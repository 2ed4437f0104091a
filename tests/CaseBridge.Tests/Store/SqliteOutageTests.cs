using System.Data.Common;
using Dapper;
using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Tests.Store;

/// <summary>SQLite's own errors, brought about by its own switches; a locked file is with the intake's tests.</summary>
public sealed class SqliteOutageTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private volatile string _switch = "";

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("PRAGMA max_page_count = 1", "PRAGMA max_page_count = 4294967294", nameof(StoreFaultKind.Full))]
    [InlineData("PRAGMA query_only = 1", "PRAGMA query_only = 0", nameof(StoreFaultKind.ReadOnly))]
    public async Task A_file_that_takes_no_writes_is_called_what_it_is_and_nothing_is_lost(string off, string on, string kind)
    {
        var dialect = SqlDialect.Sqlite(_folder.File("cases.db"), TimeSpan.FromSeconds(1));
        await using var run = new OutageRun(dialect with { BeginWrite = connection => Switched(connection, dialect) });
        await run.StartAsync();
        var before = run.Send(3);
        await run.AcknowledgedAsync(before);
        var switched = TimeProvider.System.GetUtcNow();
        _switch = off;
        var meanwhile = run.Send(200);
        await run.AwayAsync(meanwhile, Enum.Parse<StoreFaultKind>(kind), switched);
        run.Intake.Cases.Count.ShouldBe(3, "what is there is still read");
        _switch = on;
        await run.WholeAsync(before, meanwhile);
    }

    [SmallDiskFact]
    public async Task A_disk_without_room_is_called_full_and_used_again_once_there_is_some()
    {
        using var disk = new SmallDisk(8);
        await using var run = new OutageRun(SqlDialect.Sqlite(Path.Combine(disk.FullPath, "cases.db"), TimeSpan.FromSeconds(1)));
        await run.StartAsync();
        var before = run.Send(3);
        await run.AcknowledgedAsync(before);
        var filled = TimeProvider.System.GetUtcNow();
        var ballast = Path.Combine(disk.FullPath, "ballast");
        Should.Throw<IOException>(() => File.WriteAllBytes(ballast, new byte[9 * 1024 * 1024]));
        var meanwhile = run.Send(200);
        await run.AwayAsync(meanwhile, StoreFaultKind.Full, filled);
        File.Delete(ballast);
        await run.WholeAsync(before, meanwhile);
    }

    private DbTransaction Switched(DbConnection connection, SqlDialect dialect)
    {
        if (_switch.Length > 0)
            connection.Execute(_switch);
        return dialect.BeginWrite(connection);
    }
}
