using System.Runtime.InteropServices;

namespace EdgeWatch.Mqtt.LibMosquitto;

/// <summary>
/// The part of libmosquitto 2.x that the client uses, as mosquitto.h declares it. Every call on one handle is made by the one thread of
/// <see cref="NetworkLoop"/>: the library then takes its simple, unthreaded paths, and nothing can be freed under a call.
/// </summary>
internal static unsafe partial class MosquittoNative
{
    public const string Library = "libmosquitto.so.1";
    public const int Success = 0;
    public const int ConnectionLost = 7;
    public const int OptionProtocolVersion = 1;
    public const int OptionReceiveMaximum = 4;
    public const int OptionSendMaximum = 5;
    public const int OptionNoDelay = 11;
    public const int ProtocolV311 = 4;
    public const int ProtocolV5 = 5;
    public const int PropertyContentType = 3;
    public const int PropertyResponseTopic = 8;
    public const int PropertySessionExpiry = 17;
    public const int LogWarning = 4;
    public const int LogError = 8;

    /// <summary>MQTT 5 reason codes from here on are failures.</summary>
    public const int FirstFailure = 0x80;

    [LibraryImport(Library)]
    public static partial int mosquitto_lib_init();

    [LibraryImport(Library)]
    public static partial int mosquitto_lib_version(out int major, out int minor, out int revision);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial MosquittoHandle mosquitto_new(string id, [MarshalAs(UnmanagedType.U1)] bool cleanSession, nint user);

    [LibraryImport(Library)]
    public static partial void mosquitto_destroy(nint mosquitto);

    [LibraryImport(Library)]
    public static partial int mosquitto_int_option(MosquittoHandle mosquitto, int option, int value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_username_pw_set(MosquittoHandle mosquitto, string? user, string? password);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_tls_set(MosquittoHandle mosquitto, string? caFile, string? caPath, string? certFile, string? keyFile, nint passwordCallback);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_will_set_v5(
        MosquittoHandle mosquitto, string topic, int length, byte* payload, int qos, [MarshalAs(UnmanagedType.U1)] bool retain, nint properties);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_connect_bind_v5(MosquittoHandle mosquitto, string host, int port, int keepAlive, nint bindAddress, nint properties);

    [LibraryImport(Library)]
    public static partial int mosquitto_disconnect_v5(MosquittoHandle mosquitto, int reason, nint properties);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_publish_v5(
        MosquittoHandle mosquitto, out int mid, string topic, int length, byte* payload, int qos, [MarshalAs(UnmanagedType.U1)] bool retain, nint properties);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_subscribe_v5(MosquittoHandle mosquitto, out int mid, string filter, int qos, int options, nint properties);

    [LibraryImport(Library)]
    public static partial int mosquitto_socket(MosquittoHandle mosquitto);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool mosquitto_want_write(MosquittoHandle mosquitto);

    [LibraryImport(Library)]
    public static partial int mosquitto_loop_read(MosquittoHandle mosquitto, int maxPackets);

    [LibraryImport(Library)]
    public static partial int mosquitto_loop_write(MosquittoHandle mosquitto, int maxPackets);

    [LibraryImport(Library)]
    public static partial int mosquitto_loop_misc(MosquittoHandle mosquitto);

    [LibraryImport(Library)]
    public static partial nint mosquitto_strerror(int code);

    [LibraryImport(Library)]
    public static partial nint mosquitto_reason_string(int reason);

    [LibraryImport(Library)]
    public static partial nint mosquitto_connack_string(int reason);

    [LibraryImport(Library)]
    public static partial int mosquitto_property_add_int32(ref nint properties, int id, uint value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_property_add_string(ref nint properties, int id, string value);

    [LibraryImport(Library)]
    public static partial nint mosquitto_property_read_string(nint properties, int id, out nint value, [MarshalAs(UnmanagedType.U1)] bool skipFirst);

    [LibraryImport(Library)]
    public static partial void mosquitto_property_free_all(ref nint properties);

    [LibraryImport(Library)]
    public static partial void mosquitto_connect_v5_callback_set(MosquittoHandle mosquitto, delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, void> callback);

    [LibraryImport(Library)]
    public static partial void mosquitto_disconnect_v5_callback_set(MosquittoHandle mosquitto, delegate* unmanaged[Cdecl]<nint, nint, int, nint, void> callback);

    [LibraryImport(Library)]
    public static partial void mosquitto_publish_v5_callback_set(MosquittoHandle mosquitto, delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, void> callback);

    [LibraryImport(Library)]
    public static partial void mosquitto_message_v5_callback_set(
        MosquittoHandle mosquitto, delegate* unmanaged[Cdecl]<nint, nint, NativeMessage*, nint, void> callback);

    [LibraryImport(Library)]
    public static partial void mosquitto_subscribe_v5_callback_set(
        MosquittoHandle mosquitto, delegate* unmanaged[Cdecl]<nint, nint, int, int, int*, nint, void> callback);

    [LibraryImport(Library)]
    public static partial void mosquitto_log_callback_set(MosquittoHandle mosquitto, delegate* unmanaged[Cdecl]<nint, nint, int, byte*, void> callback);
}

/// <summary>struct mosquitto_message.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeMessage
{
    public int Mid;
    public byte* Topic;
    public byte* Payload;
    public int PayloadLength;
    public int Qos;
    public byte Retain;
}
