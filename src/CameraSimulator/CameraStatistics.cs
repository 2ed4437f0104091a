namespace EdgeWatch.CameraSimulator;

/// <summary>What a camera has sent so far, to all of its clients together.</summary>
/// <param name="Clients">Clients that are being sent to at present.</param>
/// <param name="Frames">Pictures sent.</param>
/// <param name="Packets">RTP packets sent.</param>
/// <param name="Bytes">Bytes sent, RTP headers included.</param>
/// <param name="FramesDropped">Pictures not sent because a client was too slow.</param>
/// <param name="ClientsDropped">Clients disconnected because they took nothing.</param>
public sealed record CameraStatistics(int Clients, long Frames, long Packets, long Bytes, long FramesDropped, long ClientsDropped);
