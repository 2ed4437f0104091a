using System.Runtime.InteropServices;

namespace EdgeWatch.Mqtt.LibMosquitto;

/// <summary>Loads the library once and checks that it is one whose layouts the binding knows.</summary>
internal static class MosquittoLibrary
{
    private const string Remedy = "install it with: apt install libmosquitto1";
    private static readonly Lazy<Version> Loaded = new(Load);

    /// <summary>The version in use.</summary>
    /// <exception cref="MqttException">Missing, or not 2.x.</exception>
    public static Version Require() => Loaded.Value;

    /// <summary>Why a version cannot be used, or null where it can.</summary>
    internal static string? Objection(Version version) => version.Major == 2
        ? null
        : $"{MosquittoNative.Library} is version {version}, but 2.0 or later of the 2.x series is needed (MQTT 5); {Remedy}";

    /// <summary>What an error code of the library means, in its own words.</summary>
    public static string Describe(int code) =>
        Text(code >= MosquittoNative.FirstFailure ? MosquittoNative.mosquitto_reason_string(code) : MosquittoNative.mosquitto_strerror(code));

    /// <summary>What a reason of CONNACK means: below 0x80 it is of MQTT 3.1.1.</summary>
    public static string DescribeRefusal(int reason) =>
        reason >= MosquittoNative.FirstFailure ? Describe(reason) : Text(MosquittoNative.mosquitto_connack_string(reason));

    private static string Text(nint text) => (Marshal.PtrToStringUTF8(text) ?? "unknown").TrimEnd('.', ' ');

    private static Version Load()
    {
        try
        {
            _ = MosquittoNative.mosquitto_lib_version(out var major, out var minor, out var revision);
            var version = new Version(major, minor, revision);
            if (Objection(version) is { } objection)
                throw new MqttException(objection);
            _ = MosquittoNative.mosquitto_lib_init();
            return version;
        }
        catch (DllNotFoundException missing)
        {
            throw new MqttException($"{MosquittoNative.Library} is missing; {Remedy}", missing);
        }
        catch (EntryPointNotFoundException old)
        {
            throw new MqttException($"{MosquittoNative.Library} is too old for MQTT 5; {Remedy}", old);
        }
    }
}
