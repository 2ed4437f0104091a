using System.Text.Json;

namespace EdgeWatch.Ingest.Sensors.Makes;

/// <summary>Members of the objects that Milesight's codecs make.</summary>
internal static class MilesightFields
{
    /// <summary>Members that tell of the device, not of what it measures; they come when it joins and when it is asked.</summary>
    private static readonly HashSet<string> Facts = new(StringComparer.Ordinal)
    {
        "ipso_version", "hardware_version", "firmware_version", "tsl_version", "sn", "lorawan_class", "reset_event", "device_status", "reboot", "report_interval",
        "collection_interval", "query_device_status", "report_status", "sync_time", "timestamp",
    };

    /// <summary>Whether the object holds nothing but facts about the device.</summary>
    public static bool AreFacts(JsonElement fields)
    {
        if (fields.ValueKind != JsonValueKind.Object)
            return false;
        foreach (var field in fields.EnumerateObject())
        {
            if (!Facts.Contains(field.Name) && !field.Name.EndsWith("_config", StringComparison.Ordinal) && !field.Name.EndsWith("_enable", StringComparison.Ordinal))
                return false;
        }

        return true;
    }
}
