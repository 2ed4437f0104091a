using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.RegularExpressions;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>Fills the parameters of one statement.</summary>
internal interface IStatementValues
{
    /// <param name="values">Of the type that it was made for.</param>
    void Fill(object values);
}

/// <summary>Fills the parameters of a statement from the properties of a value that bear their names. Names are compared as SQLite does, to the letter.</summary>
internal sealed partial class StatementValues : IStatementValues
{
    /// <summary>Stands in a statement over rows for the rows.</summary>
    public const string RowsMark = "@rows";

    private const string Joined = $"{RowsMark} w JOIN ";
    private static readonly ConcurrentDictionary<Type, Property[]> PropertiesOf = new();
    private readonly (DbParameter Parameter, Func<object, object?> Get)[] _filled;

    private StatementValues((DbParameter Parameter, Func<object, object?> Get)[] filled) => _filled = filled;

    /// <summary>Adds to the command a parameter for each property that its text names.</summary>
    public static StatementValues For(DbCommand command, Type type)
    {
        var named = Names().Matches(command.CommandText).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        var filled = new List<(DbParameter, Func<object, object?>)>();
        foreach (var property in PropertiesOf.GetOrAdd(type, Read).Where(property => named.Contains(property.Name)))
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = property.Name;
            // A null says nothing of its type, and PostgreSQL plans by the type: it comes from the property, once.
            parameter.DbType = property.Type;
            command.Parameters.Add(parameter);
            filled.Add((parameter, property.Get));
        }

        return new StatementValues([.. filled]);
    }

    /// <summary>A statement over rows with one row in their place; where it reads nothing else, with its values themselves, since SQLite would put the row into a table of its own first.</summary>
    public static string TextOfOneRow(string sql) => sql.Contains(Joined, StringComparison.Ordinal)
        ? sql.Replace(RowsMark, $"(SELECT {string.Join(", ", ColumnsOfRows(sql).Select(column => $"@{column} AS {column}"))})", StringComparison.Ordinal)
        : RowColumns().Replace(sql.Replace($"FROM {RowsMark} w", "", StringComparison.Ordinal), "@${name}");

    /// <summary>The columns that a statement reads of its rows.</summary>
    public static IReadOnlySet<string> ColumnsOfRows(string sql) => RowColumns().Matches(sql).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);

    public void Fill(object values)
    {
        foreach (var (parameter, get) in _filled)
            parameter.Value = get(values) ?? DBNull.Value;
    }

    private static Property[] Read(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && DbTypeOf(property.PropertyType) is not null)
            .Select(property => new Property(property.Name, DbTypeOf(property.PropertyType)!.Value, Getter(type, property))),
    ];

    private static DbType? DbTypeOf(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.String => DbType.String,
        TypeCode.Int64 => DbType.Int64,
        TypeCode.Int32 => DbType.Int32,
        TypeCode.Double => DbType.Double,
        TypeCode.Single => DbType.Single,
        _ => null,
    };

    private static Func<object, object?> Getter(Type type, PropertyInfo property)
    {
        var values = Expression.Parameter(typeof(object));
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(Expression.Property(Expression.Convert(values, type), property), typeof(object)), values).Compile();
    }

    [GeneratedRegex(@"\bw\.(?<name>[A-Za-z0-9_]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex RowColumns();

    [GeneratedRegex("@(?<name>[A-Za-z0-9_]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Names();

    private sealed record Property(string Name, DbType Type, Func<object, object?> Get);
}
