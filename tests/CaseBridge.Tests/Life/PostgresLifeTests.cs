using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Tests.Life;

public sealed class PostgresLifeTests(PostgresCluster cluster) : LifeSuite, IClassFixture<PostgresCluster>
{
    private readonly SqlDialect _dialect = cluster.NewDatabase();

    private protected override SqlDialect Dialect => _dialect;
}
