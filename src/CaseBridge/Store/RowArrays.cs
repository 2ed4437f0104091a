using System.Data.Common;
using System.Reflection;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>Rows as PostgreSQL takes them: an array for each property that the statement names, put together again by <c>unnest</c>.</summary>
/// <typeparam name="TRow">Its properties are the columns: text, whole numbers and floating-point ones, each with or without null.</typeparam>
internal sealed class RowArrays<TRow>(IReadOnlyList<TRow> rows)
    where TRow : class
{
    private static readonly Column[] Columns = [.. typeof(TRow).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(Column.Of).OfType<Column>()];

    /// <summary>The statement with its rows taken from arrays.</summary>
    public static string Text(string sql)
    {
        var named = Named(sql);
        var arrays = string.Join(", ", named.Select(column => $"@{column.Name}::{column.SqlType}[]"));
        return sql.Replace(StatementValues.RowsMark, $"(SELECT * FROM unnest({arrays}) AS u({string.Join(", ", named.Select(column => column.Name))}))", StringComparison.Ordinal);
    }

    /// <summary>Adds to a command a parameter for each array that its text names.</summary>
    public static IStatementValues For(string text, Func<DbParameter> create, DbParameterCollection parameters)
    {
        var filled = new List<(DbParameter, Column)>();
        foreach (var column in Columns.Where(column => text.Contains($"@{column.Name}::", StringComparison.Ordinal)))
        {
            var parameter = create();
            parameter.ParameterName = column.Name;
            parameters.Add(parameter);
            filled.Add((parameter, column));
        }

        return new Values([.. filled]);
    }

    private static Column[] Named(string sql)
    {
        var named = StatementValues.ColumnsOfRows(sql);
        return [.. Columns.Where(column => named.Contains(column.Name))];
    }

    private sealed class Values((DbParameter Parameter, Column Column)[] filled) : IStatementValues
    {
        public void Fill(object values)
        {
            var all = (RowArrays<TRow>)values;
            foreach (var (parameter, column) in filled)
                parameter.Value = column.Read(all.Rows);
        }
    }

    private IReadOnlyList<TRow> Rows => rows;

    private sealed record Column(string Name, string SqlType, Func<IReadOnlyList<TRow>, Array> Read)
    {
        public static Column? Of(PropertyInfo property) => property.PropertyType switch
        {
            var type when type == typeof(string) => Make<string?>(property, "text"),
            var type when type == typeof(long) => Make<long>(property, "bigint"),
            var type when type == typeof(long?) => Make<long?>(property, "bigint"),
            var type when type == typeof(double) => Make<double>(property, "double precision"),
            var type when type == typeof(double?) => Make<double?>(property, "double precision"),
            _ => null,
        };

        private static Column Make<T>(PropertyInfo property, string sqlType)
        {
            var get = property.GetMethod!.CreateDelegate<Func<TRow, T>>();
            return new Column(property.Name, sqlType, rows =>
            {
                var column = new T[rows.Count];
                for (var row = 0; row < column.Length; row++)
                    column[row] = get(rows[row]);
                return column;
            });
        }
    }
}
