using System.Runtime.InteropServices;
using System.Text;

namespace EdgeWatch.Mqtt.LibMosquitto;

/// <summary>
/// One connection, from CONNECT to its loss, on a handle of its own: a new connection starts from nothing, so the library never sends again what its
/// callers were already told had failed. Used by one thread only; the callbacks run inside its calls and let no exception out.
/// </summary>
internal sealed unsafe class MosquittoConnection : IDisposable
{
    private const int LargestWindow = 65535;
    private readonly MosquittoHandle _handle;
    private readonly GCHandle _self;
    private readonly Dispatcher _dispatcher;
    private readonly Action<string, string> _subscriptionRefused;
    private readonly Dictionary<int, PendingPublish> _pending = [];
    private readonly Dictionary<int, string> _subscribing = [];
    private string? _reason;
    private string? _logged;

    public MosquittoConnection(MqttClientOptions options, Dispatcher dispatcher, Action<string, string> subscriptionRefused)
    {
        (_dispatcher, _subscriptionRefused) = (dispatcher, subscriptionRefused);
        _self = GCHandle.Alloc(this);
        _handle = MosquittoNative.mosquitto_new(options.ClientId, options.SessionExpiry <= TimeSpan.Zero, GCHandle.ToIntPtr(_self));
        try
        {
            if (_handle.IsInvalid)
                throw new MqttException($"libmosquitto made no client '{options.ClientId}'");
            Configure(options);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Whether CONNACK accepted.</summary>
    public bool Accepted { get; private set; }

    /// <summary>Publishes without an answer yet.</summary>
    public int Pending => _pending.Count;

    /// <summary>Descriptor to wait for, or -1.</summary>
    public int Socket => MosquittoNative.mosquitto_socket(_handle);

    /// <summary>Whether bytes wait to be sent.</summary>
    public bool WantsWrite => MosquittoNative.mosquitto_want_write(_handle);

    /// <summary>Connects TCP and sends CONNECT; returns null, or why not.</summary>
    public string? Connect(MqttClientOptions options)
    {
        using var properties = new MosquittoProperties();
        if (options.SessionExpiry > TimeSpan.Zero && options.Protocol == MqttProtocol.Mqtt5)
            properties.Add(MosquittoNative.PropertySessionExpiry, (uint)Math.Min(uint.MaxValue, options.SessionExpiry.TotalSeconds));
        var broker = options.Broker;
        var code = MosquittoNative.mosquitto_connect_bind_v5(_handle, broker.Host, broker.Port, KeepAlive(options), bindAddress: 0, properties.List);
        return code == MosquittoNative.Success ? null : Why(code);
    }

    /// <summary>Reads, writes and keeps alive; returns null, or why the connection is lost.</summary>
    public string? Serve(bool read, bool write)
    {
        var code = read ? MosquittoNative.mosquitto_loop_read(_handle, 1) : MosquittoNative.Success;
        if (code == MosquittoNative.Success && write)
            code = MosquittoNative.mosquitto_loop_write(_handle, 1);
        if (code == MosquittoNative.Success)
            code = MosquittoNative.mosquitto_loop_misc(_handle);
        return code != MosquittoNative.Success ? Why(code) : Socket < 0 ? Why(MosquittoNative.ConnectionLost) : null;
    }

    /// <summary>Hands a message to the library. It completes by PUBACK, or here for QoS 0 and for what the library will not take.</summary>
    public void Publish(PendingPublish publish)
    {
        var message = publish.Message;
        try
        {
            using var properties = MosquittoProperties.Of(message);
            fixed (byte* payload = message.Payload.Span)
            {
                var code = MosquittoNative.mosquitto_publish_v5(
                    _handle, out var mid, message.Topic, message.Payload.Length, payload, message.Qos, message.Retain, properties.List);
                if (code != MosquittoNative.Success)
                    publish.Fail(MosquittoLibrary.Describe(code));
                else if (message.Qos == 0)
                    publish.TrySetResult();
                else
                    _pending[mid] = publish;
            }
        }
        catch (MqttException refused)
        {
            publish.Fail(refused.Message);
        }
    }

    /// <summary>Subscribes; a refusal is told later.</summary>
    public void Subscribe(Subscription subscription)
    {
        var code = MosquittoNative.mosquitto_subscribe_v5(_handle, out var mid, subscription.Filter, subscription.Qos, options: 0, properties: 0);
        if (code == MosquittoNative.Success)
            _subscribing[mid] = subscription.Filter;
        else
            _subscriptionRefused(subscription.Filter, MosquittoLibrary.Describe(code));
    }

    /// <summary>Says goodbye, so that the broker does not publish the will.</summary>
    public void Disconnect() => _ = MosquittoNative.mosquitto_disconnect_v5(_handle, reason: 0, properties: 0);

    /// <summary>Fails whatever has no answer yet.</summary>
    public void FailPending(string reason)
    {
        foreach (var publish in _pending.Values)
            publish.Fail(reason);
        _pending.Clear();
    }

    public void Dispose()
    {
        _handle.Dispose();
        if (_self.IsAllocated)
            _self.Free();
    }

    private static int KeepAlive(MqttClientOptions options) => Math.Clamp((int)options.KeepAlive.TotalSeconds, 5, ushort.MaxValue);

    private static void Check(int code, string what)
    {
        if (code != MosquittoNative.Success)
            throw new MqttException($"{what}: {MosquittoLibrary.Describe(code)}");
    }

    private void Configure(MqttClientOptions options)
    {
        var broker = options.Broker;
        var version = options.Protocol == MqttProtocol.Mqtt5 ? MosquittoNative.ProtocolV5 : MosquittoNative.ProtocolV311;
        Check(MosquittoNative.mosquitto_int_option(_handle, MosquittoNative.OptionProtocolVersion, version), "protocol version");
        Check(MosquittoNative.mosquitto_int_option(_handle, MosquittoNative.OptionNoDelay, 1), "TCP_NODELAY");
        Check(MosquittoNative.mosquitto_int_option(_handle, MosquittoNative.OptionReceiveMaximum, 100), "receive maximum");
        Check(MosquittoNative.mosquitto_int_option(_handle, MosquittoNative.OptionSendMaximum, LargestWindow), "send maximum");
        if (broker.User is not null)
            Check(MosquittoNative.mosquitto_username_pw_set(_handle, broker.User, broker.Password), $"user name of {broker}");
        if (broker.CaFile is not null)
            Check(MosquittoNative.mosquitto_tls_set(_handle, broker.CaFile, null, broker.CertificateFile, broker.KeyFile, 0), $"TLS files of {broker}");
        MosquittoNative.mosquitto_connect_v5_callback_set(_handle, &OnConnect);
        MosquittoNative.mosquitto_disconnect_v5_callback_set(_handle, &OnDisconnect);
        MosquittoNative.mosquitto_publish_v5_callback_set(_handle, &OnPublish);
        MosquittoNative.mosquitto_message_v5_callback_set(_handle, &OnMessage);
        MosquittoNative.mosquitto_subscribe_v5_callback_set(_handle, &OnSubscribe);
        MosquittoNative.mosquitto_log_callback_set(_handle, &OnLog);
        SetWill(options.Will);
    }

    private void SetWill(MqttPublish? will)
    {
        if (will is null)
            return;
        using var properties = MosquittoProperties.Of(will);
        fixed (byte* payload = will.Payload.Span)
        {
            var code = MosquittoNative.mosquitto_will_set_v5(_handle, will.Topic, will.Payload.Length, payload, will.Qos, will.Retain, properties.List);
            Check(code, $"last will on {will.Topic}");
        }

        properties.Detach();
    }

    private string Why(int code) => _reason ?? (_logged is null ? MosquittoLibrary.Describe(code) : $"{MosquittoLibrary.Describe(code)} ({_logged})");

    private static MosquittoConnection? Of(nint user) => GCHandle.FromIntPtr(user).Target as MosquittoConnection;

    [UnmanagedCallersOnly(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    private static void OnConnect(nint mosquitto, nint user, int reason, int flags, nint properties)
    {
        if (Of(user) is not { } self)
            return;
        self.Accepted = reason == 0;
        if (reason != 0)
            self._reason = $"refused: {MosquittoLibrary.DescribeRefusal(reason)}; check user, password and the broker's access list";
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    private static void OnDisconnect(nint mosquitto, nint user, int reason, nint properties)
    {
        // Below 0x80 it is the library's own error, which Serve returns as well.
        if (reason >= MosquittoNative.FirstFailure && Of(user) is { } self)
            self._reason ??= $"the broker said: {MosquittoLibrary.Describe(reason)}";
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    private static void OnPublish(nint mosquitto, nint user, int mid, int reason, nint properties)
    {
        if (Of(user) is not { } self || !self._pending.Remove(mid, out var publish))
            return;
        if (reason >= MosquittoNative.FirstFailure)
            publish.Fail($"the broker refused it: {MosquittoLibrary.Describe(reason)}");
        else
            publish.TrySetResult();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    private static void OnMessage(nint mosquitto, nint user, NativeMessage* message, nint properties)
    {
        if (Of(user) is not { } self)
            return;
        try
        {
            self._dispatcher.Enqueue(
                Marshal.PtrToStringUTF8((nint)message->Topic) ?? "",
                new ReadOnlySpan<byte>(message->Payload, message->PayloadLength),
                message->Retain != 0,
                MosquittoProperties.Read(properties, MosquittoNative.PropertyContentType),
                MosquittoProperties.Read(properties, MosquittoNative.PropertyResponseTopic));
        }
        catch (OutOfMemoryException)
        {
            // The message is lost to this process; its sender will send it again. An exception must not cross into the library.
            self._reason ??= "out of memory";
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    private static void OnSubscribe(nint mosquitto, nint user, int mid, int count, int* granted, nint properties)
    {
        if (Of(user) is { } self && self._subscribing.Remove(mid, out var filter) && count > 0 && granted[0] >= MosquittoNative.FirstFailure)
            self._subscriptionRefused(filter, MosquittoLibrary.Describe(granted[0]));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    private static void OnLog(nint mosquitto, nint user, int level, byte* text)
    {
        // libmosquitto tells TLS failures only here.
        if ((level & (MosquittoNative.LogError | MosquittoNative.LogWarning)) != 0 && Of(user) is { } self)
            self._logged = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
    }
}
