namespace EdgeWatch.CameraSimulator.Media;

/// <summary>Codecs that the simulator can play.</summary>
public enum VideoCodec
{
    /// <summary>H.264 / AVC.</summary>
    H264,

    /// <summary>H.265 / HEVC.</summary>
    H265,
}
