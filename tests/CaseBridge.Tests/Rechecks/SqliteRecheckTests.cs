using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Tests.Rechecks;

public sealed class SqliteRecheckTests : RecheckSuite, IDisposable
{
    private readonly TempFolder _folder = new();

    private protected override SqlDialect Dialect => SqlDialect.Sqlite(_folder.File("cases.db"), TimeSpan.FromSeconds(5));

    public void Dispose() => _folder.Dispose();
}
