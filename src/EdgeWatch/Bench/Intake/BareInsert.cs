using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using EdgeWatch.CaseBridge.Store;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace EdgeWatch.Bench.Intake;

/// <summary>
/// The yardstick: rows of <c>case_events</c> as the intake stored them, written again into a table of the same columns and primary key, many to a transaction: by binary
/// COPY into PostgreSQL, by a prepared statement into SQLite. Nothing is parsed, looked up or decided.
/// </summary>
internal static class BareInsert
{
    private const int RowsPerTransaction = 2_000;
    private const int MostRows = 100_000;
    private const string Columns = "event, case_id, incident, sequence, type, source, seen_at, received_at, score, threshold, confidence, decision, compared, evidence, original";
    private static readonly Type[] Types =
    [
        typeof(string), typeof(string), typeof(string), typeof(long), typeof(string), typeof(string), typeof(long), typeof(long), typeof(double), typeof(double), typeof(double), typeof(string), typeof(string),
        typeof(string), typeof(string),
    ];

    /// <returns>Rows a second.</returns>
    public static double Measure(SqlDialect dialect)
    {
        using var connection = dialect.OpenWriter();
        var rows = Read(connection);
        Execute(connection, "DROP TABLE IF EXISTS bare_events");
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"CREATE TABLE bare_events ({string.Join(", ", Columns.Split(", ").Select((name, index) => $"{name} {SqlType(Types[index])}{(index == 0 ? " PRIMARY KEY" : "")}"))})"));
        var began = Stopwatch.GetTimestamp();
        foreach (var chunk in rows.Chunk(RowsPerTransaction))
        {
            if (connection is NpgsqlConnection postgres)
                Copy(postgres, chunk);
            else
                Insert((SqliteConnection)connection, chunk);
        }

        var perSecond = rows.Count / Stopwatch.GetElapsedTime(began).TotalSeconds;
        Execute(connection, "DROP TABLE bare_events");
        return perSecond;
    }

    private static void Copy(NpgsqlConnection connection, object?[][] rows)
    {
        using var copy = connection.BeginBinaryImport($"COPY bare_events ({Columns}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            copy.StartRow();
            foreach (var value in row)
                Write(copy, value);
        }

        copy.Complete();
    }

    private static void Write(NpgsqlBinaryImporter copy, object? value)
    {
        switch (value)
        {
            case null:
                copy.WriteNull();
                break;
            case long number:
                copy.Write(number);
                break;
            case double number:
                copy.Write(number);
                break;
            default:
                copy.Write((string)value);
                break;
        }
    }

    private static void Insert(SqliteConnection connection, object?[][] rows)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        using var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO bare_events ({Columns}) VALUES ({string.Join(", ", Types.Select((_, index) => string.Create(CultureInfo.InvariantCulture, $"@p{index}")))})";
        command.Transaction = transaction;
        var parameters = Types.Select((_, index) => command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"@p{index}"), DBNull.Value)).ToArray();
        foreach (var row in rows)
        {
            for (var column = 0; column < parameters.Length; column++)
                parameters[column].Value = row[column] ?? DBNull.Value;
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static List<object?[]> Read(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT {Columns} FROM case_events ORDER BY event DESC LIMIT {MostRows}");
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
            rows.Add([.. Types.Select((type, column) => reader.IsDBNull(column) ? null : Convert.ChangeType(reader.GetValue(column), type, CultureInfo.InvariantCulture))]);
        return rows;
    }

    private static string SqlType(Type type) => type == typeof(long) ? "BIGINT" : type == typeof(double) ? "DOUBLE PRECISION" : "TEXT";

    private static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
