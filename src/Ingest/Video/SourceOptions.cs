using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace EdgeWatch.Ingest.Video;

/// <summary>How one camera is reached.</summary>
public sealed record SourceOptions
{
    /// <summary>Camera id; stands in frames, status and logs.</summary>
    [Required]
    public string Camera { get; init; } = "";

    /// <summary>Address: <c>rtsp://user:password@host:port/path</c>, a video file, or a folder of pictures.</summary>
    [Required, Description("rtsp://user:password@host:port/path, a video file, or a folder of pictures. ${NAME} takes an environment variable.")]
    public string Url { get; init; } = "";

    /// <summary>RTSP transport; TCP by default, which no firewall or switch buffer thins out.</summary>
    [Description("RTSP transport: tcp or udp.")]
    public RtspTransport Transport { get; init; } = RtspTransport.Tcp;

    /// <summary>Files and folders: begin again at the end.</summary>
    [Description("Files and folders only: begin again at the end.")]
    public bool Loop { get; init; }

    /// <summary>Files and folders: play at their own speed (true), or as fast as looks are taken (false; for evaluation).</summary>
    [Description("Files and folders only: play at their own speed (true) or as fast as looks can be judged (false).")]
    public bool RealTime { get; init; } = true;

    /// <summary>Folders: how long each picture stands.</summary>
    [Description("Folders only: how long each picture stands.")]
    public TimeSpan PictureDuration { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Without a packet for this long a live camera counts as stalled and is connected anew.</summary>
    [Description("Without a packet for this long a camera counts as stalled and is connected anew.")]
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>First wait before connecting again; doubles up to <see cref="ReconnectLimit"/>, each with full jitter.</summary>
    [Description("First wait before connecting again; it doubles with each failure, with random jitter.")]
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait before connecting again.</summary>
    [Description("Longest wait before connecting again.")]
    public TimeSpan ReconnectLimit { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>How RTP packets travel.</summary>
public enum RtspTransport
{
    /// <summary>Interleaved in the RTSP connection.</summary>
    Tcp,

    /// <summary>In datagrams of their own.</summary>
    Udp,
}
