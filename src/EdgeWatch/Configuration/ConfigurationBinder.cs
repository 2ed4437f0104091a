using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using YamlDotNet.RepresentationModel;

namespace EdgeWatch.Configuration;

/// <summary>
/// Binds YAML nodes to option records by their properties, in camel case. Unknown keys, wrong kinds and values outside their bounds are reported
/// with their line; the rest is bound all the same, so that one reading finds every mistake.
/// </summary>
internal sealed class ConfigurationBinder(SourcePlaces places)
{
    public object? Bind(Type type, YamlNode node, string key)
    {
        places.Remember(key, node);
        if (ScalarText.IsScalar(type))
            return BindScalar(type, node, key);
        return type.IsArray ? BindArray(type, node, key) : BindRecord(type, node, key);
    }

    /// <summary>The keys that a record has in a file, with their properties.</summary>
    public static IEnumerable<(string Key, PropertyInfo Property)> KeysOf(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite && property.GetCustomAttribute<BrowsableAttribute>() is not { Browsable: false })
            .Select(property => (char.ToLowerInvariant(property.Name[0]) + property.Name[1..], property));

    private object? BindScalar(Type type, YamlNode node, string key)
    {
        if (node is not YamlScalarNode scalar)
        {
            places.Report(key, node is YamlSequenceNode ? "(list)" : "(block)", $"write one value here: {ScalarText.Expected(type)}");
            return null;
        }

        if (!EnvironmentText.TryExpand(scalar.Value ?? "", out var text, out var missing))
        {
            places.Report(key, scalar.Value, $"the environment variable {missing} is not set; set it, or write the value itself");
            return null;
        }

        if (ScalarText.TryParse(type, text, out var value))
            return value;
        places.Report(key, text, $"write {ScalarText.Expected(type)}");
        return null;
    }

    private Array? BindArray(Type type, YamlNode node, string key)
    {
        var element = type.GetElementType()!;
        if (node is not YamlSequenceNode sequence)
        {
            places.Report(key, (node as YamlScalarNode)?.Value ?? "(block)", "write a list: [a, b], or one '- ' line for each");
            return null;
        }

        var items = new ArrayList();
        foreach (var (child, index) in sequence.Children.Select((child, index) => (child, index)))
        {
            if (Bind(element, child, $"{key}[{index}]") is { } item)
                items.Add(item);
        }

        return items.ToArray(element);
    }

    private object? BindRecord(Type type, YamlNode node, string key)
    {
        var target = Activator.CreateInstance(type)!;
        if (node is YamlScalarNode { Value: null or "" })
            node = new YamlMappingNode();
        if (node is not YamlMappingNode mapping)
        {
            places.Report(key, node.ToString(), "write a block of keys here, indented by two spaces");
            return null;
        }

        var known = KeysOf(type).ToDictionary(pair => pair.Key, pair => pair.Property);
        foreach (var (name, child) in mapping.Children.Select(pair => (((YamlScalarNode)pair.Key).Value ?? "", pair.Value)))
        {
            var path = key.Length == 0 ? name : $"{key}.{name}";
            if (!known.TryGetValue(name, out var property))
            {
                places.Remember(path, child);
                places.Report(path, (child as YamlScalarNode)?.Value ?? "(block)", Nearest.Suggest(name, known.Keys));
                continue;
            }

            if (Bind(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, child, path) is { } value)
                property.SetValue(target, value);
        }

        Validate(target, known, key);
        return target;
    }

    private void Validate(object target, Dictionary<string, PropertyInfo> known, string key)
    {
        foreach (var (name, property) in known)
        {
            var path = key.Length == 0 ? name : $"{key}.{name}";
            if (places.IsWrong(path))
                continue;
            var value = property.GetValue(target);
            foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
            {
                var absent = value is null or "" or Array { Length: 0 };
                if (rule is RequiredAttribute ? !absent : value is null || absent || rule.IsValid(value))
                    continue;
                places.Report(path, absent ? null : value, BoundsText.Remedy(rule, property));
                break;
            }
        }
    }
}
