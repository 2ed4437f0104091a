using EdgeWatch.CameraSimulator.Playback;
using EdgeWatch.CameraSimulator.Rtp;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.CameraSimulator;

/// <summary>
/// A camera that plays: what it shows depends on the time alone, not on who looks or since when. Faults can be put on it while it runs. Safe from any thread.
/// </summary>
public sealed class PlayingCamera
{
    /// <summary>A client waits this long for a key frame at most; a clip with rarer ones is sent from the middle, as such cameras do.</summary>
    private static readonly TimeSpan LongestWaitForKey = TimeSpan.FromSeconds(4);

    /// <summary>A pacing loop that comes later than this (the machine slept) leaves pictures out rather than sending a burst of old ones.</summary>
    private static readonly TimeSpan LargestLag = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly SimulatedCamera _options;
    private readonly SimulatorClock _clock;
    private readonly Func<string, PacketisedClip> _load;
    private readonly TimeSpan _stuckAfter;
    private readonly ILogger _log;
    private readonly List<CameraClient> _clients = [];
    private readonly HashSet<IDisposable> _connections = [];
    private PlayCursor _cursor;
    private byte[] _scratch = [];
    private long _frames;
    private long _packets;
    private long _bytes;
    private long _framesDropped;
    private long _clientsDropped;

    internal PlayingCamera(SimulatedCamera options, SimulatorClock clock, Func<string, PacketisedClip> load, TimeSpan stuckAfter, ILogger log)
    {
        (_options, _clock, _load, _stuckAfter, _log) = (options, clock, load, stuckAfter, log);
        Password = options.Password;
        _cursor = new PlayCursor(load(options.File), TimeSpan.Zero);
    }

    /// <summary>Its name, which is its path in the address.</summary>
    public string Name => _options.Name;

    /// <summary>Who may look; null lets everybody.</summary>
    public string? User => _options.User;

    /// <summary>With which password; a new one counts from the next request on.</summary>
    public string? Password { get; set; }

    /// <summary>Present state.</summary>
    public CameraState State { get; private set; }

    /// <summary>The camera's media time: where it started in its clip, plus the time since. It runs on over the end of the clip, through faults and stops.</summary>
    public TimeSpan MediaTimeNow => _clock.Elapsed + _options.StartAt;

    /// <summary>Position in the clip that it shows now.</summary>
    public TimeSpan PositionNow
    {
        get
        {
            lock (_gate)
                return _cursor.PositionAt(MediaTimeNow);
        }
    }

    /// <summary>One round of the clip that it plays.</summary>
    public TimeSpan ClipLength => Clip.Duration;

    /// <summary>What it has sent so far.</summary>
    public CameraStatistics Statistics
    {
        get
        {
            lock (_gate)
                return new(_clients.Count, _frames, _packets, _bytes, _framesDropped + _clients.Sum(client => client.FramesDropped), _clientsDropped);
        }
    }

    internal PacketisedClip Clip
    {
        get
        {
            lock (_gate)
                return _cursor.Clip;
        }
    }

    /// <summary>Wall time (UTC, by the camera's own clock) at which a moment of media time is taken: what its sender reports tell clients.</summary>
    public DateTimeOffset WallTimeOf(TimeSpan mediaTime) => _clock.WallTimeOf(mediaTime - _options.StartAt) + _options.ClockOffset;

    /// <summary>Switches the camera off: connections drop, new ones are hung up on.</summary>
    public void Stop()
    {
        SetState(CameraState.Stopped);
        DropConnections();
    }

    /// <summary>Lets connections stand but sends nothing, like a camera whose encoder hangs.</summary>
    public void Freeze() => SetState(CameraState.Frozen);

    /// <summary>Ends <see cref="Stop"/> and <see cref="Freeze"/>; the camera shows the present moment, as if nothing had been.</summary>
    public void Resume()
    {
        lock (_gate)
            CatchUp(MediaTimeNow);
        SetState(CameraState.Playing);
    }

    /// <summary>Goes to another position of its clip, now: what the camera sees changes from one picture to the next. Clients stay, and their time goes on.</summary>
    /// <param name="position">Within the clip; a longer one begins again.</param>
    public void PlayFrom(TimeSpan position)
    {
        lock (_gate)
        {
            var now = MediaTimeNow;
            _cursor = new PlayCursor(_cursor.Clip, now - TimeSpan.FromTicks(position.Ticks % _cursor.Clip.Duration.Ticks));
            CatchUp(now);
        }
    }

    /// <summary>
    /// Plays another clip from its start, from now on. With the same codec (another resolution, say) clients stay; with another codec they are dropped, for
    /// a running session cannot change it.
    /// </summary>
    /// <param name="file">The video to play in a loop.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It holds no video that can be played.</exception>
    public void SwitchTo(string file)
    {
        var clip = _load(file);
        bool isSameCodec;
        lock (_gate)
        {
            isSameCodec = clip.Codec == _cursor.Clip.Codec;
            _cursor = new PlayCursor(clip, MediaTimeNow);
            _scratch = [];
            _clients.ForEach(client => client.WaitForKey());
        }

        Log.ClipSwitched(_log, Name, Path.GetFileName(file));
        if (!isSameCodec)
            DropConnections();
    }

    /// <summary>Ties a connection to the camera, so that <see cref="Stop"/> can end it.</summary>
    internal void Attach(IDisposable connection)
    {
        lock (_gate)
            _connections.Add(connection);
    }

    internal void Detach(IDisposable connection)
    {
        lock (_gate)
            _connections.Remove(connection);
    }

    /// <summary>RTP time of the first picture that a client who joins now is sent.</summary>
    internal TimeSpan FirstPresentAt()
    {
        lock (_gate)
        {
            var now = MediaTimeNow;
            if (_clients.Count == 0)
                _cursor.SeekAfter(now);
            var key = _cursor.NextKey();
            return key.DueAt - now <= LongestWaitForKey ? key.PresentAt : _cursor.PresentAt;
        }
    }

    internal void Join(CameraClient client)
    {
        lock (_gate)
        {
            var now = MediaTimeNow;
            if (_clients.Count == 0)
                _cursor.SeekAfter(now);
            _clients.Add(client);
            if (_cursor.NextKey().DueAt - now <= LongestWaitForKey)
                client.WaitForKey();
        }
    }

    internal void Leave(CameraClient client)
    {
        lock (_gate)
        {
            if (_clients.Remove(client))
                _framesDropped += client.FramesDropped;
        }
    }

    /// <summary>Sends what is due. Called by the pacing loop only.</summary>
    /// <returns>How long until there is something to do again; null while nobody looks.</returns>
    internal TimeSpan? Play()
    {
        lock (_gate)
        {
            if (_clients.Count == 0)
                return null;
            var now = MediaTimeNow;
            if (State != CameraState.Playing)
                return LargestLag;
            if (now - _cursor.DueAt > LargestLag)
                CatchUp(now);
            foreach (var client in _clients)
                client.Report(now, WallTimeOf(now));
            for (; _cursor.DueAt <= now; _cursor.Advance())
                Deliver();
            return Shorter(_cursor.DueAt - now, Tend());
        }
    }

    private void Deliver()
    {
        var frame = _cursor.Frame;
        if (_scratch.Length < frame.Block.Length)
            _scratch = new byte[_cursor.Clip.LargestBlock];
        foreach (var client in _clients)
        {
            if (!client.Deliver(frame, _cursor.PresentAt, _scratch))
                continue;
            _frames++;
            _packets += frame.Packets;
            _bytes += frame.Block.Length - frame.Packets * PacketLayout.FrameHeader;
        }
    }

    /// <summary>Sends on what waits, and disconnects who takes nothing.</summary>
    private TimeSpan? Tend()
    {
        TimeSpan? wait = null;
        for (var index = _clients.Count - 1; index >= 0; index--)
        {
            var client = _clients[index];
            wait = client.Transport.Flush() is { } retry ? Shorter(retry, wait) : wait;
            if (client.Transport.StuckFor is not { } stuck || stuck < _stuckAfter)
                continue;
            Log.ClientStuck(_log, Name, client.Name, stuck.TotalSeconds);
            _clientsDropped++;
            _framesDropped += client.FramesDropped;
            _clients.RemoveAt(index);
            client.Transport.Abort();
        }

        return wait;
    }

    private void CatchUp(TimeSpan now)
    {
        _cursor.SeekAfter(now);
        if (_cursor.NextKey().DueAt - now <= LongestWaitForKey)
            _clients.ForEach(client => client.WaitForKey());
    }

    private void SetState(CameraState state)
    {
        lock (_gate)
            State = state;
        Log.StateChanged(_log, Name, state);
    }

    private void DropConnections()
    {
        IDisposable[] connections;
        lock (_gate)
            connections = [.. _connections];
        foreach (var connection in connections)
            connection.Dispose();
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan? other) => other is { } value && value < one ? value : one;
}

/// <summary>States of a simulated camera.</summary>
public enum CameraState
{
    /// <summary>Connections are served and pictures sent.</summary>
    Playing,

    /// <summary>Connections are served, but no picture is sent.</summary>
    Frozen,

    /// <summary>Connections are hung up on.</summary>
    Stopped,
}
