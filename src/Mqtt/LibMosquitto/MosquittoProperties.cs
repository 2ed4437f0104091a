using System.Runtime.InteropServices;

namespace EdgeWatch.Mqtt.LibMosquitto;

/// <summary>A list of MQTT 5 properties for one packet; disposed once the packet is made.</summary>
internal ref struct MosquittoProperties
{
    private nint _list;

    /// <summary>The list for a call; null pointer when empty.</summary>
    public readonly nint List => _list;

    /// <summary>The properties of a message.</summary>
    public static MosquittoProperties Of(MqttPublish message)
    {
        var properties = new MosquittoProperties();
        properties.Add(MosquittoNative.PropertyContentType, message.ContentType);
        properties.Add(MosquittoNative.PropertyResponseTopic, message.ResponseTopic);
        return properties;
    }

    public void Add(int id, string? value)
    {
        if (value is not null && MosquittoNative.mosquitto_property_add_string(ref _list, id, value) is var code and not MosquittoNative.Success)
            throw new MqttException($"MQTT property {id} cannot be '{value}': {MosquittoLibrary.Describe(code)}");
    }

    public void Add(int id, uint value)
    {
        if (MosquittoNative.mosquitto_property_add_int32(ref _list, id, value) is var code and not MosquittoNative.Success)
            throw new MqttException($"MQTT property {id} cannot be {value}: {MosquittoLibrary.Describe(code)}");
    }

    /// <summary>The library has taken the list over.</summary>
    public void Detach() => _list = 0;

    public void Dispose()
    {
        if (_list != 0)
            MosquittoNative.mosquitto_property_free_all(ref _list);
        _list = 0;
    }

    /// <summary>Reads one string property of a packet that arrived; null where it is absent.</summary>
    public static unsafe string? Read(nint list, int id)
    {
        if (list == 0 || MosquittoNative.mosquitto_property_read_string(list, id, out var value, skipFirst: false) == 0)
            return null;
        var text = Marshal.PtrToStringUTF8(value);
        NativeMemory.Free((void*)value);
        return text;
    }
}
