using Microsoft.Win32.SafeHandles;

namespace EdgeWatch.Mqtt.LibMosquitto;

/// <summary>Owns one <c>struct mosquitto</c>; closing it drops whatever the library still holds for the broker.</summary>
internal sealed class MosquittoHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        MosquittoNative.mosquitto_destroy(handle);
        return true;
    }
}
