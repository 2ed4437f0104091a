using System.Runtime.InteropServices;

namespace EdgeWatch.Ingest.Video.LibAv;

/// <summary>Owns an opened <c>AVFormatContext</c>.</summary>
internal sealed unsafe class FormatHandle : SafeHandle
{
    public FormatHandle(AvFormatContext* context)
        : base(0, ownsHandle: true) => SetHandle((nint)context);

    public override bool IsInvalid => handle == 0;

    /// <summary>The structure; valid while the handle is open.</summary>
    public AvFormatContext* Context => (AvFormatContext*)handle;

    protected override bool ReleaseHandle()
    {
        AvFormat.CloseInput(ref handle);
        return true;
    }
}

/// <summary>Owns an <c>AVPacket</c> that is used again and again.</summary>
internal sealed unsafe class PacketHandle : SafeHandle
{
    public PacketHandle()
        : base(0, ownsHandle: true) => SetHandle(AvError.Allocated(AvCodec.AllocatePacket()));

    public override bool IsInvalid => handle == 0;

    public AvPacket* Packet => (AvPacket*)handle;

    protected override bool ReleaseHandle()
    {
        AvCodec.FreePacket(ref handle);
        return true;
    }
}

/// <summary>Owns an <c>AVCodecContext</c>.</summary>
internal sealed unsafe class CodecHandle : SafeHandle
{
    public CodecHandle(nint codec)
        : base(0, ownsHandle: true) => SetHandle(AvError.Allocated(AvCodec.AllocateContext(codec)));

    public override bool IsInvalid => handle == 0;

    public AvCodecContext* Context => (AvCodecContext*)handle;

    protected override bool ReleaseHandle()
    {
        AvCodec.FreeContext(ref handle);
        return true;
    }
}

/// <summary>Owns an <c>AVBSFContext</c>.</summary>
internal sealed unsafe class BitstreamFilterHandle : SafeHandle
{
    public BitstreamFilterHandle(nint filter)
        : base(0, ownsHandle: true)
    {
        AvError.Check(AvCodec.AllocateBitstreamFilter(filter, out var context), "making a bitstream filter");
        SetHandle(context);
    }

    public override bool IsInvalid => handle == 0;

    public AvBitstreamFilterContext* Context => (AvBitstreamFilterContext*)handle;

    protected override bool ReleaseHandle()
    {
        AvCodec.FreeBitstreamFilter(ref handle);
        return true;
    }
}

/// <summary>Owns an <c>SwsContext</c>.</summary>
internal sealed class ScalerHandle : SafeHandle
{
    public ScalerHandle(nint context)
        : base(0, ownsHandle: true) => SetHandle(context);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        SwScale.FreeContext(handle);
        return true;
    }
}
