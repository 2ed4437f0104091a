using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>
/// Makes an instance of a row: each column into the property of its name, underscores apart, without a box around each value. Compiled once for the columns of a statement, which
/// a look-up of one row cannot pay for.
/// </summary>
/// <typeparam name="T">A record with properties of text, whole numbers and floating-point ones; Dapper reads any other.</typeparam>
internal static class RowReader<T>
{
    private static readonly ConcurrentDictionary<string, Func<DbDataReader, T>> Known = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, PropertyInfo> Properties = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
        .Where(property => property.CanWrite && property.GetIndexParameters().Length == 0).ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);

    private static readonly bool IsMadeEmpty = typeof(T).GetConstructor(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, []) is not null;

    /// <param name="reader">On a row.</param>
    public static Func<DbDataReader, T> For(DbDataReader reader)
    {
        // SQLite tells the type of a column by the value at hand, and converts as it is asked.
        var columns = Enumerable.Range(0, reader.FieldCount).Select(column => (Name: reader.GetName(column), Type: reader is SqliteDataReader ? null : reader.GetFieldType(column))).ToArray();
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        if (type.IsPrimitive || type == typeof(string))
            return row => row.IsDBNull(0) ? default! : (T)Convert.ChangeType(row.GetValue(0), type, CultureInfo.InvariantCulture);
        var isPlain = IsMadeEmpty && columns.All(column => PropertyOf(column.Name) is not { } property || GetterOf(Plain(property.PropertyType)) is not null);
        return isPlain ? Known.GetOrAdd(string.Join('|', columns.Select(column => $"{column.Name} {column.Type?.Name}")), _ => Compile(columns)) : reader.GetRowParser<T>();
    }

    private static Func<DbDataReader, T> Compile((string Name, Type? Type)[] columns)
    {
        var reader = Expression.Parameter(typeof(DbDataReader));
        var bindings = new Dictionary<string, MemberBinding>(StringComparer.Ordinal);
        foreach (var (index, column) in columns.Index())
        {
            if (PropertyOf(column.Name) is { } property)
                bindings.TryAdd(property.Name, Expression.Bind(property, Value(reader, index, property.PropertyType, column.Type)));
        }

        return Expression.Lambda<Func<DbDataReader, T>>(Expression.MemberInit(Expression.New(typeof(T)), bindings.Values), reader).Compile();
    }

    private static PropertyInfo? PropertyOf(string column) => Properties.GetValueOrDefault(column.Replace("_", "", StringComparison.Ordinal));

    private static ConditionalExpression Value(Expression reader, int index, Type target, Type? stored)
    {
        var (column, plain) = (Expression.Constant(index), Plain(target));
        Expression value = stored is null || stored == plain
            ? Expression.Call(reader, GetterOf(plain)!, column)
            : Expression.Convert(
                Expression.Call(
                    typeof(Convert), nameof(Convert.ChangeType), null, Expression.Call(reader, nameof(DbDataReader.GetValue), null, column), Expression.Constant(plain),
                    Expression.Constant(CultureInfo.InvariantCulture, typeof(IFormatProvider))),
                plain);
        return Expression.Condition(Expression.Call(reader, nameof(DbDataReader.IsDBNull), null, column), Expression.Default(target), Expression.Convert(value, target));
    }

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static string? GetterNameOf(Type plain) => Type.GetTypeCode(plain) switch
    {
        TypeCode.String => nameof(DbDataReader.GetString),
        TypeCode.Int64 => nameof(DbDataReader.GetInt64),
        TypeCode.Int32 => nameof(DbDataReader.GetInt32),
        TypeCode.Double => nameof(DbDataReader.GetDouble),
        TypeCode.Single => nameof(DbDataReader.GetFloat),
        TypeCode.Boolean => nameof(DbDataReader.GetBoolean),
        _ => null,
    };

    private static MethodInfo? GetterOf(Type plain) => plain.IsEnum || GetterNameOf(plain) is not { } name ? null : typeof(DbDataReader).GetMethod(name, [typeof(int)]);
}
