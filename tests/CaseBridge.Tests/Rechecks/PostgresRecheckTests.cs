using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Tests.Rechecks;

public sealed class PostgresRecheckTests(PostgresCluster cluster) : RecheckSuite, IClassFixture<PostgresCluster>
{
    private readonly SqlDialect _dialect = cluster.NewDatabase();

    private protected override SqlDialect Dialect => _dialect;
}
