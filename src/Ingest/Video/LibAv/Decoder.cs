using System.Runtime.InteropServices;

namespace EdgeWatch.Ingest.Video.LibAv;

/// <summary>Decodes one stream on the caller's thread. Not safe for more than one thread.</summary>
internal sealed unsafe class Decoder : IDisposable
{
    private readonly CodecHandle _codec;

    private Decoder(CodecHandle codec, int codecId) => (_codec, CodecId) = (codec, codecId);

    private int CodecId { get; }

    /// <summary>The profile as the decoder found it: "High", "Main 10"; null where unknown.</summary>
    public string? Profile => Marshal.PtrToStringUTF8((nint)AvCodec.GetProfileName(CodecId, _codec.Context->Profile));

    /// <summary>Opens a decoder for a stream.</summary>
    /// <param name="parameters">The stream's parameters, with its parameter sets where the container has them.</param>
    /// <param name="shown">Whose stream, for texts.</param>
    public static Decoder Open(AvCodecParameters* parameters, string shown)
    {
        var codec = Find(parameters->CodecId, shown);
        var handle = new CodecHandle(codec);
        try
        {
            AvError.Check(AvCodec.ParametersToContext(handle, parameters), $"preparing the decoder for {shown}");
            return Start(handle, codec, parameters->CodecId, shown);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Opens a decoder for pictures that stand alone (JPEG, PNG).</summary>
    public static Decoder Open(int codecId, string shown)
    {
        LibAv.EnsureLoaded();
        var codec = Find(codecId, shown);
        return Start(new CodecHandle(codec), codec, codecId, shown);
    }

    /// <summary>Decodes a picture that needs no other and forgets it: what was in the decoder before is lost.</summary>
    /// <param name="packet">A key frame.</param>
    /// <param name="frame">An empty frame, filled unless the outcome is <see cref="DecodeOutcome.Nothing"/>.</param>
    public DecodeOutcome DecodeAlone(PacketHandle packet, nint frame)
    {
        // Without the drain a decoder holds the picture back until it knows that none is to be shown before it.
        var sent = AvCodec.SendPacket(_codec, packet);
        var decoded = sent >= 0 && AvCodec.SendEnd(_codec, 0) >= 0 && AvCodec.ReceiveFrame(_codec, frame) >= 0;
        AvCodec.Flush(_codec);
        if (!decoded)
            return sent == AvConstant.InvalidData ? DecodeOutcome.Damaged : DecodeOutcome.Nothing;
        return IsDamaged(frame) ? DecodeOutcome.Damaged : DecodeOutcome.Decoded;
    }

    /// <summary>True where parts of the picture were lost and made up by the decoder: no evidence of anything.</summary>
    public static bool IsDamaged(nint frame) => ((AvFrame*)frame)->DecodeErrors != 0;

    /// <summary>Gives the decoder the next packet; a damaged one is passed over.</summary>
    public void Send(PacketHandle packet) => _ = AvCodec.SendPacket(_codec, packet);

    /// <summary>No more packets come: what is held back can be received.</summary>
    public void SendEnd() => _ = AvCodec.SendEnd(_codec, 0);

    /// <summary>Takes the next picture in order of presentation, if one is ready.</summary>
    public bool TryReceive(nint frame) => AvCodec.ReceiveFrame(_codec, frame) >= 0;

    /// <summary>Forgets everything but the parameter sets, to begin again at a key frame.</summary>
    public void Flush() => AvCodec.Flush(_codec);

    /// <summary>Whether pictures that no other picture needs are decoded. Passing over them halves the work of a stream with B-frames.</summary>
    public void SkipUnreferenced(bool skip) =>
        AvError.Check(AvUtil.SetObjectOption(_codec, "skip_frame", skip ? "noref" : "default", 0), "setting skip_frame");

    public void Dispose() => _codec.Dispose();

    private static nint Find(int codecId, string shown)
    {
        var codec = AvCodec.FindDecoder(codecId);
        var name = Marshal.PtrToStringUTF8((nint)AvCodec.GetName(codecId));
        return codec != 0 ? codec : throw new VideoException($"{shown} is coded as {name}, for which the installed libav has no decoder");
    }

    private static Decoder Start(CodecHandle handle, nint codec, int codecId, string shown)
    {
        // One thread: the work is spread over cameras, and frame threads would hold pictures back.
        nint options = 0;
        AvError.Check(AvUtil.SetOption(ref options, "threads", "1", 0), "setting threads");
        var opened = AvCodec.Open(handle, codec, ref options);
        AvUtil.FreeOptions(ref options);
        if (opened < 0)
            handle.Dispose();
        AvError.Check(opened, $"opening the decoder for {shown}");
        return new Decoder(handle, codecId);
    }
}

/// <summary>What became of a key frame.</summary>
internal enum DecodeOutcome
{
    /// <summary>A picture.</summary>
    Decoded,

    /// <summary>Data were lost or garbled on the way.</summary>
    Damaged,

    /// <summary>No picture: it needs others after all.</summary>
    Nothing,
}
