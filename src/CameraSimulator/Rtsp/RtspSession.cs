using System.Globalization;
using System.Security.Cryptography;
using EdgeWatch.CameraSimulator.Playback;
using EdgeWatch.CameraSimulator.Rtp;

namespace EdgeWatch.CameraSimulator.Rtsp;

/// <summary>What SETUP has agreed with one client.</summary>
/// <param name="Camera">The camera that is set up.</param>
/// <param name="Transport">The way to the client.</param>
/// <param name="TransportHeader">The same in the words of the Transport header.</param>
internal sealed record RtspSession(PlayingCamera Camera, IPacketTransport Transport, string TransportHeader)
{
    /// <summary>A client that is silent for this long has gone (RFC 2326 §12.37, its default).</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>The session's id, not to be guessed.</summary>
    public string Id { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>The client's RTP state.</summary>
    public RtpStream Rtp { get; } = new();

    /// <summary>The client that the camera plays to; null before PLAY.</summary>
    public CameraClient? Client { get; set; }

    /// <summary>The Session header.</summary>
    public string Header => string.Create(CultureInfo.InvariantCulture, $"{Id};timeout={Timeout.TotalSeconds:0}");

    /// <summary>The Transport header of the answer to SETUP.</summary>
    public string FullTransportHeader => $"{TransportHeader};ssrc={Rtp.Source:X8};mode=\"PLAY\"";

    /// <summary>True where a header names this session; parameters after the id do not count.</summary>
    public bool IsNamedBy(string? header) => header?.Split(';')[0].Trim() == Id;
}
