using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeWatch.CameraSimulator.Media;
using EdgeWatch.CameraSimulator.Rtp;

namespace EdgeWatch.CameraSimulator.Rtsp;

/// <summary>Describes a camera's one video track (SDP, RFC 4566; format parameters of RFC 6184 §8.2.1 and RFC 7798 §7.1).</summary>
internal static class SessionDescription
{
    /// <summary>What is appended to a camera's address to name its track.</summary>
    public const string Track = "trackID=0";

    /// <summary>The text that answers DESCRIBE.</summary>
    /// <param name="camera">Session name.</param>
    /// <param name="clip">What the camera plays at present.</param>
    /// <param name="server">Address that the client reached.</param>
    public static string Of(string camera, PacketisedClip clip, IPAddress server)
    {
        var family = server.AddressFamily == AddressFamily.InterNetworkV6 ? "IP6" : "IP4";
        var any = family == "IP6" ? "::" : "0.0.0.0";
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"v=0\r\no=- 1 1 IN {family} {server}\r\ns={camera}\r\nc=IN {family} {any}\r\nt=0 0\r\n");
        text.Append("a=control:*\r\na=range:npt=now-\r\n");
        text.Append(CultureInfo.InvariantCulture, $"m=video 0 RTP/AVP {PacketLayout.PayloadType}\r\nb=AS:{Math.Ceiling(clip.BitRate / 1000)}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"a=rtpmap:{PacketLayout.PayloadType} {clip.Codec}/90000\r\n");
        text.Append(CultureInfo.InvariantCulture, $"a=fmtp:{PacketLayout.PayloadType} {FormatOf(clip)}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"a=framerate:{clip.FrameRate:0.###}\r\na=control:{Track}\r\n");
        return text.ToString();
    }

    private static string FormatOf(PacketisedClip clip)
    {
        if (clip.Codec == VideoCodec.H265)
            return $"sprop-vps={Sets(clip, NalKind.VideoParameterSet)};sprop-sps={Sets(clip, NalKind.SequenceParameterSet)};sprop-pps={Sets(clip, NalKind.PictureParameterSet)}";
        // profile_idc, constraint flags and level_idc are the three bytes after the header of the sequence parameter set.
        var profile = Convert.ToHexString(clip.ParameterSets[0].Span.Slice(1, 3));
        var sets = string.Join(',', clip.ParameterSets.Select(set => Convert.ToBase64String(set.Span)));
        return $"packetization-mode=1;profile-level-id={profile};sprop-parameter-sets={sets}";
    }

    private static string Sets(PacketisedClip clip, NalKind kind) =>
        string.Join(',', clip.ParameterSets.Where(set => NalUnit.KindOf(clip.Codec, set.Span) == kind).Select(set => Convert.ToBase64String(set.Span)));
}
