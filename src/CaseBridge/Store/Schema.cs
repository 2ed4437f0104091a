using System.Reflection;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>Numbered SQL files, applied once each, in order, forward only. What only one database can do stands beside, in a file with that database's name at the end.</summary>
internal static class Schema
{
    private const string Folder = "migrations/";

    /// <param name="transaction">One that writes.</param>
    /// <param name="dialect">Which database.</param>
    /// <param name="now">When it is applied.</param>
    /// <param name="upTo">The last version to apply; null: all.</param>
    public static void Migrate(StoreTransaction transaction, SqlDialect dialect, DateTimeOffset now, long? upTo = null)
    {
        transaction.Execute("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)");
        var current = transaction.One<long?>("SELECT MAX(version) FROM schema_version") ?? 0;
        var migrations = Migrations();
        if (current > migrations[^1].Version)
        {
            throw new InvalidOperationException(
                $"{dialect.Name} has schema {current}, this bridge knows up to {migrations[^1].Version}: start a newer bridge, or restore the store from before the upgrade");
        }

        foreach (var (version, name) in migrations.Where(migration => migration.Version > current && !(migration.Version > upTo)))
        {
            transaction.Execute(Read(name));
            if (dialect.OwnMigrations is { } own && Find(Path.ChangeExtension(name, own)) is { } beside)
                transaction.Execute(Read(beside));
            transaction.Execute("INSERT INTO schema_version (version, name, applied_at) VALUES (@version, @name, @at)", new { version, name, at = now.ToStore() });
        }
    }

    private static List<(long Version, string Name)> Migrations() =>
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name.Count(character => character == '.') == 1)
            .Order(StringComparer.Ordinal)
            .Select(name => (long.Parse(name.AsSpan(Folder.Length, 4)), name)),
    ];

    private static string? Find(string name) => Assembly.GetExecutingAssembly().GetManifestResourceInfo(name) is null ? null : name;

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
