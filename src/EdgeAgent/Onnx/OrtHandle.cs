using System.Runtime.InteropServices;

namespace EdgeWatch.EdgeAgent.Onnx;

/// <summary>One object of ONNX Runtime, released exactly once.</summary>
internal sealed unsafe class OrtHandle : SafeHandle
{
    private readonly delegate* unmanaged<nint, void> _release;

    public OrtHandle(nint value, delegate* unmanaged<nint, void> release)
        : base(value, ownsHandle: true)
    {
        _release = release;
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>The bare pointer; the caller keeps this object alive while it uses it.</summary>
    public nint Value
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return handle;
        }
    }

    protected override bool ReleaseHandle()
    {
        _release(handle);
        return true;
    }
}
