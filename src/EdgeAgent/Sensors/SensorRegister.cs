using System.Globalization;
using System.Text;
using EdgeWatch.Contracts;
using EdgeWatch.EdgeAgent.Options;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent.Sensors;

/// <summary>
/// Many sensors as a table: CSV (RFC 4180) in UTF-8, the first line names the columns, in any order: id and device (needed), profile, name, source, make, component,
/// lon, lat, system, errorRadius, camera, zone, height, full, intervalHours, silentAfterHours. A row with a mistake is a sensor that is set aside with it.
/// </summary>
internal static class SensorRegister
{
    private const int MostRows = 1_000_000;
    private static readonly string[] Columns =
        ["id", "device", "profile", "name", "source", "make", "component", "lon", "lat", "system", "errorRadius", "camera", "zone", "height", "full", "intervalHours", "silentAfterHours"];

    /// <summary>The agent's sensors with those of its register; a register that cannot be read costs its own sensors, loudly.</summary>
    public static IReadOnlyList<SensorOptions> With(AgentOptions agent, ILogger logger)
    {
        if (agent.SensorRegister is not { Length: > 0 } path)
            return agent.Sensors;
        try
        {
            return [.. agent.Sensors, .. Read(path)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Log.SensorRegisterUnreadable(logger, path, error.Message);
            return agent.Sensors;
        }
    }

    /// <summary>Reads the register.</summary>
    /// <exception cref="InvalidDataException">It is no register at all; the message says why and what to do.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<SensorOptions> Read(string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        var rows = CsvRows.Read(reader).GetEnumerator();
        if (!rows.MoveNext())
            throw new InvalidDataException($"{path} is empty; its first line names the columns: {string.Join(',', Columns)}");
        var header = rows.Current.Fields.Select(name => name.Trim()).ToArray();
        if (header.FirstOrDefault(name => !Columns.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw new InvalidDataException($"{path}, line 1: there is no column '{unknown}'; known are {string.Join(", ", Columns)}");
        if (new[] { "id", "device" }.FirstOrDefault(name => !header.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } lacking)
            throw new InvalidDataException($"{path}, line 1: the column '{lacking}' is missing");
        var sensors = new List<SensorOptions>();
        while (rows.MoveNext())
        {
            if (rows.Current.Fields is [""])
                continue;
            if (sensors.Count == MostRows)
                throw new InvalidDataException($"{path} has more than {MostRows} rows; give each agent its own part");
            sensors.Add(new Row(header, rows.Current.Fields, $"{path}, line {rows.Current.Line}").ToOptions(sensors.Count + 1));
        }

        return sensors;
    }

    /// <summary>One row with what is wrong with it.</summary>
    private sealed class Row(string[] header, IReadOnlyList<string> fields, string where)
    {
        private readonly List<string> _mistakes = [];

        public SensorOptions ToOptions(int number)
        {
            if (fields.Count != header.Length)
                _mistakes.Add($"{fields.Count} fields where the first line has {header.Length}; put a field with a comma in quotes");
            var id = Text("id");
            if (!Identifiers.IsValid(id))
                _mistakes.Add($"id = {id ?? "(absent)"}: write a short id of lower-case letters, digits, '.', '_' and '-'");
            if (Text("device") is null)
                _mistakes.Add("device = (absent): write the device as the network names it");
            var options = new SensorOptions
            {
                Id = Identifiers.IsValid(id) ? id! : $"sensor-{number}",
                Device = Text("device") ?? "",
                Profile = Text("profile"),
                Name = Text("name"),
                Source = Text("source"),
                Make = Text("make"),
                Component = Text("component"),
                Place = Place(),
                Camera = Text("camera"),
                Zone = Text("zone"),
                Height = Number("height", 0.05, 100),
                Full = Number("full", 0.05, 100),
                Interval = Number("intervalHours", 0.001, 2160) is { } hours ? TimeSpan.FromHours(hours) : null,
                SilentAfter = Number("silentAfterHours", 0.001, 21600) is { } silent ? TimeSpan.FromHours(silent) : null,
            };
            return _mistakes.Count == 0 ? options : options with { Refusal = $"{where}: {string.Join("; ", _mistakes)}" };
        }

        private PlaceOptions? Place()
        {
            var (lon, lat) = (Number("lon", -180, 180), Number("lat", -90, 90));
            if (lon is null && lat is null)
                return null;
            if (lon is null || lat is null)
                _mistakes.Add("lon, lat: give both or neither");
            var system = Text("system") ?? CoordinateSystems.Wgs84;
            if (system is not (CoordinateSystems.Wgs84 or CoordinateSystems.Cgcs2000 or CoordinateSystems.Gcj02))
                _mistakes.Add($"system = {system}: write WGS84, CGCS2000 or GCJ-02");
            return new PlaceOptions { Lon = lon ?? 0, Lat = lat ?? 0, System = system, ErrorRadius = Number("errorRadius", 0.1, 10_000) ?? 5 };
        }

        private double? Number(string column, double least, double most)
        {
            if (Text(column) is not { } text)
                return null;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
                return value;
            _mistakes.Add(string.Create(CultureInfo.InvariantCulture, $"{column} = {text}: write a number from {least} to {most}, with a point for decimals"));
            return null;
        }

        private string? Text(string column)
        {
            var index = Array.FindIndex(header, name => name.Equals(column, StringComparison.OrdinalIgnoreCase));
            return index >= 0 && index < fields.Count && fields[index].Trim() is { Length: > 0 } text ? text : null;
        }
    }
}
