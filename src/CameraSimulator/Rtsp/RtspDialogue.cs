using System.Globalization;
using System.Net;
using EdgeWatch.CameraSimulator.Playback;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CameraSimulator.Rtsp;

/// <summary>What one connection has said and been told so far: judges each request and answers it. Knows no socket. For one thread at a time.</summary>
internal sealed class RtspDialogue(RtspPeer peer, Func<string, PlayingCamera?> find, ILogger log)
{
    private const string Methods = "OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN";

    private readonly DigestAuthentication _authentication = new("EdgeWatch camera");
    private RtspSession? _session;

    /// <summary>True while silence of the client is no sign that it is gone: its connection carries the packets, and a dead one is noticed there.</summary>
    public bool MayBeSilent => _session is { Client: not null, Transport: InterleavedTransport };

    /// <summary>Answers a request.</summary>
    public RtspReply Answer(RtspRequest request)
    {
        if (request.Fault is { } fault)
            return Refuse(request, fault.Status, fault.Reason);
        if (request.Header("Require") is { } feature)
            return new(new RtspResponse(551).With("Unsupported", feature));
        return request.Method switch
        {
            "OPTIONS" => new(new RtspResponse(200).With("Public", Methods)),
            "DESCRIBE" or "SETUP" or "PLAY" or "GET_PARAMETER" or "TEARDOWN" => AnswerForCamera(request),
            "ANNOUNCE" or "PAUSE" or "RECORD" or "REDIRECT" or "SET_PARAMETER" => new(new RtspResponse(405).With("Allow", Methods)),
            _ => Refuse(request, 501, "no such method"),
        };
    }

    /// <summary>Ends the session, if there is one.</summary>
    public void EndSession()
    {
        if (_session is not { } session)
            return;
        _session = null;
        session.Camera.Detach(peer.Connection);
        if (session.Client is not { } client)
            return;
        session.Camera.Leave(client);
        Log.ClientLeft(log, peer.Name, session.Camera.Name);
    }

    private RtspReply AnswerForCamera(RtspRequest request)
    {
        var address = CameraAddress.Parse(request.Uri);
        var camera = request.Uri == "*" ? _session?.Camera : address is null ? null : find(address.Camera);
        if (camera is null)
            return Refuse(request, 404, "no such camera");
        if (camera.State == CameraState.Stopped)
            return RtspReply.HangUp;
        if (CheckSignIn(request, camera) is { } refusal)
            return refusal;
        if (request.Method is "DESCRIBE" or "SETUP" && address is null)
            return Refuse(request, 400, "'*' names no camera");
        return request.Method switch
        {
            "DESCRIBE" => Describe(camera, address!),
            "SETUP" => SetUp(request, camera),
            _ => AnswerInSession(request, camera, address),
        };
    }

    private RtspReply? CheckSignIn(RtspRequest request, PlayingCamera camera)
    {
        if (camera.User is not { } user)
            return null;
        var judgement = _authentication.Judge(request.Header("Authorization"), request.Method, request.Uri, user, camera.Password ?? "");
        if (judgement == SignIn.Accepted)
            return null;
        if (judgement == SignIn.WrongCredentials)
            Log.SignInRefused(log, peer.Name, camera.Name, judgement);
        return new(new RtspResponse(401).With("WWW-Authenticate", _authentication.Challenge(judgement)));
    }

    private RtspReply Describe(PlayingCamera camera, CameraAddress address) =>
        new(new RtspResponse(200, SessionDescription.Of(camera.Name, camera.Clip, peer.Local))
            .With("Content-Base", address.Base + "/")
            .With("Content-Type", "application/sdp"));

    private RtspReply SetUp(RtspRequest request, PlayingCamera camera)
    {
        if (request.Header("Session") is { } id && _session?.IsNamedBy(id) != true)
            return Refuse(request, 454, "the session is not known on this connection");
        if (_session?.Client is not null)
            return Refuse(request, 455, "the session plays already");
        if (request.Header("Transport") is not { } header)
            return Refuse(request, 400, "Transport is missing");
        if (TransportRequest.Choose(header) is not { } wish)
            return Refuse(request, 461, "only RTP/AVP unicast, in datagrams or interleaved, is served");
        EndSession();
        var (transport, words) = peer.Open(wish);
        _session = new RtspSession(camera, transport, words);
        camera.Attach(peer.Connection);
        return InSession(new RtspResponse(200).With("Transport", _session.FullTransportHeader));
    }

    private RtspReply AnswerInSession(RtspRequest request, PlayingCamera camera, CameraAddress? address)
    {
        var id = request.Header("Session");
        if (request.Method == "GET_PARAMETER" && id is null)
            return new(new RtspResponse(200));
        if (_session is null && id is null)
            return Refuse(request, 455, "SETUP comes first");
        if (_session is not { } session || !session.IsNamedBy(id) || session.Camera != camera)
            return Refuse(request, 454, "the session is not known on this connection");
        if (request.Method == "PLAY")
            return Play(session, address?.Base ?? camera.Name);
        if (request.Method == "GET_PARAMETER")
            return InSession(new RtspResponse(200));
        EndSession();
        return new(new RtspResponse(200));
    }

    private RtspReply Play(RtspSession session, string address)
    {
        if (session.Client is not null)
            return InSession(new RtspResponse(200));
        var camera = session.Camera;
        var client = new CameraClient(peer.Name, camera.Name, session.Transport, session.Rtp, log);
        session.Client = client;
        var start = session.Rtp.TimestampOf(camera.FirstPresentAt());
        var info = string.Create(CultureInfo.InvariantCulture, $"url={address}/{SessionDescription.Track};seq={session.Rtp.NextSequence};rtptime={start}");
        Log.ClientJoined(log, peer.Name, camera.Name, session.Transport.Description);
        var response = new RtspResponse(200).With("Range", "npt=now-").With("RTP-Info", info);
        return InSession(response) with { AfterSent = () => camera.Join(client) };
    }

    private RtspReply InSession(RtspResponse response) => new(response.With("Session", _session!.Header));

    private RtspReply Refuse(RtspRequest request, int status, string reason)
    {
        Log.RequestRefused(log, peer.Name, request.Method, status, reason);
        return new(new RtspResponse(status)) { EndsConnection = request.IsFramingLost };
    }
}

/// <summary>What becomes of a request.</summary>
/// <param name="Response">The answer; null hangs up without one, as a camera without power does.</param>
internal sealed record RtspReply(RtspResponse? Response)
{
    /// <summary>No answer at all.</summary>
    public static readonly RtspReply HangUp = new((RtspResponse?)null) { EndsConnection = true };

    /// <summary>What is to be done once the answer is on its way.</summary>
    public Action? AfterSent { get; init; }

    /// <summary>True where the connection ends after the answer.</summary>
    public bool EndsConnection { get; init; }
}

/// <summary>The other end of a connection, and the ways to it.</summary>
/// <param name="Name">Its address, for logs.</param>
/// <param name="Local">Our address that it reached.</param>
/// <param name="Connection">Ends the connection when disposed.</param>
/// <param name="Open">Makes a way to it, and says it in the words of the Transport header.</param>
internal sealed record RtspPeer(string Name, IPAddress Local, IDisposable Connection, Func<TransportRequest, (IPacketTransport Transport, string Words)> Open);
