using System.Data.Common;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>
/// Writes of many rows each that need no answer, sent to the server one behind the other: it works on the first while the next is still put together and sent. What goes wrong with one
/// shows where all are sent. For a connection whose server takes rows as arrays (<see cref="RowSource.Arrays"/>).
/// </summary>
/// <param name="connection">The connection; stays the caller's.</param>
internal sealed class WritesTogether(DbConnection connection) : IDisposable
{
    private readonly Dictionary<(string Sql, Type Rows), (string Text, bool Disturbs)> _texts = [];
    private DbBatch _batch = connection.CreateBatch();

    /// <returns>Whether it changes what decisions rest on.</returns>
    public bool Add<TRow>(string sql, IReadOnlyList<TRow> rows)
        where TRow : class
    {
        if (!_texts.TryGetValue((sql, typeof(TRow)), out var known))
            _texts[(sql, typeof(TRow))] = known = (RowArrays<TRow>.Text(sql), Disturbance.IsIn(sql));
        var command = _batch.CreateBatchCommand();
        command.CommandText = known.Text;
        RowArrays<TRow>.For(known.Text, command.CreateParameter, command.Parameters).Fill(new RowArrays<TRow>(rows));
        _batch.BatchCommands.Add(command);
        return known.Disturbs;
    }

    public void Send(DbTransaction transaction)
    {
        if (_batch.BatchCommands.Count == 0)
            return;
        using var sent = _batch;
        _batch = connection.CreateBatch();
        sent.Transaction = transaction;
        // The server is asked only once for each text, whatever object it stands in.
        sent.Prepare();
        sent.ExecuteNonQuery();
    }

    /// <summary>Lets go of what was added and not sent: its transaction has ended without it.</summary>
    public void Forget() => _batch.BatchCommands.Clear();

    public void Dispose() => _batch.Dispose();
}
