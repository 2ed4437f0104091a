using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Tests.Intake;

public sealed class PostgresIntakeTests(PostgresCluster cluster) : IntakeSuite, IClassFixture<PostgresCluster>
{
    private readonly SqlDialect _dialect = cluster.NewDatabase();

    private protected override SqlDialect Dialect => _dialect;

    private protected override SqlDialect OtherDialect => field ??= cluster.NewDatabase();
}
