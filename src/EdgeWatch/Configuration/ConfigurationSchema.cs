using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeWatch.Configuration;

/// <summary>The JSON schema (draft 2020-12) of the file, from the same option records that are bound: editors complete and check the YAML with it.</summary>
internal static class ConfigurationSchema
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write()
    {
        var schema = Record(typeof(EdgeWatchOptions), Activator.CreateInstance<EdgeWatchOptions>());
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "EdgeWatch configuration");
        return schema.ToJsonString(Layout) + "\n";
    }

    private static JsonObject Record(Type type, object defaults)
    {
        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var (key, property) in ConfigurationBinder.KeysOf(type))
        {
            properties[key] = Property(property, property.GetValue(defaults));
            if (property.GetCustomAttribute<RequiredAttribute>() is not null && property.GetValue(defaults) is null or "" or Array { Length: 0 })
                required.Add(key);
        }

        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (required.Count > 0)
            schema["required"] = required;
        return schema;
    }

    private static JsonObject Property(PropertyInfo property, object? value)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var schema = OfType(type);
        if (property.GetCustomAttribute<DescriptionAttribute>() is { } description)
            schema["description"] = description.Description;
        if (property.GetCustomAttribute<RangeAttribute>() is { } range)
            (schema["minimum"], schema["maximum"]) = (Number(range.Minimum), Number(range.Maximum));
        if (property.GetCustomAttribute<RegularExpressionAttribute>() is { } pattern)
            schema["pattern"] = $"^{pattern.Pattern}$";
        if (property.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed)
            schema["enum"] = new JsonArray([.. allowed.Values.Select(item => JsonValue.Create(item?.ToString()))]);
        if (value is not null and not "" and not Array && ScalarText.IsScalar(type))
            schema["default"] = Default(value);
        return schema;
    }

    private static JsonObject OfType(Type type) => type switch
    {
        _ when type == typeof(TimeSpan) => new JsonObject { ["type"] = "string", ["pattern"] = @"^[0-9]+(\.[0-9]+)?(ms|s|m|h|d)$|\$\{" },
        _ when type == typeof(bool) => new JsonObject { ["type"] = "boolean" },
        _ when type == typeof(int) || type == typeof(long) => new JsonObject { ["type"] = "integer" },
        _ when type == typeof(float) || type == typeof(double) => new JsonObject { ["type"] = "number" },
        _ when type.IsEnum => new JsonObject { ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(name => JsonValue.Create(name.ToLowerInvariant()))]) },
        _ when type == typeof(string) => new JsonObject { ["type"] = "string" },
        _ when type.IsArray => new JsonObject { ["type"] = "array", ["items"] = OfType(type.GetElementType()!) },
        _ => Record(type, Activator.CreateInstance(type)!),
    };

    private static JsonNode Number(object bound) => bound is int whole ? JsonValue.Create(whole) : JsonValue.Create(Convert.ToDouble(bound));

    private static JsonNode? Default(object value) => value switch
    {
        TimeSpan duration => JsonValue.Create(DurationText.Format(duration)),
        bool flag => JsonValue.Create(flag),
        int or long => JsonValue.Create(Convert.ToInt64(value)),
        float or double => JsonValue.Create(Math.Round(Convert.ToDouble(value), 6)),
        Enum member => JsonValue.Create(member.ToString().ToLowerInvariant()),
        _ => JsonValue.Create(value.ToString()),
    };
}
