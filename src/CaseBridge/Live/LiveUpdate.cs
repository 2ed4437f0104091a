namespace EdgeWatch.CaseBridge.Live;

/// <summary>Something that a page may want to know at once: one server-sent event.</summary>
/// <param name="Name">Name of the event: <c>case</c>, <c>camera</c>, <c>sensors</c>, <c>agent</c>, <c>settings</c>.</param>
/// <param name="Body">What travels as JSON.</param>
internal sealed record LiveUpdate(string Name, object Body)
{
    public static LiveUpdate Case(string id, string state, string change, DateTimeOffset at) => new("case", new CaseUpdate(id, state, change, at));

    public static LiveUpdate Camera(string agent, string camera, string state) => new("camera", new CameraChange(agent, camera, state));

    public static LiveUpdate Sensors(string agent, int changed) => new("sensors", new SensorsChange(agent, changed));

    public static LiveUpdate Agent(string agent, bool online) => new("agent", new AgentChange(agent, online));

    public static LiveUpdate Settings(string agent, long revision, long received, int refused) =>
        new("settings", new SettingsChange(agent, revision, received, refused));
}

/// <summary>A case changed: <c>opened</c>, <c>joined</c>, <c>updated</c>, <c>cleared</c>, <c>verdict</c>, <c>still-seen</c>, <c>due-soon</c>, <c>overdue</c>, or the kind of a change.</summary>
internal sealed record CaseUpdate(string Id, string State, string Change, DateTimeOffset At);

/// <summary>A camera changed its state.</summary>
internal sealed record CameraChange(string Agent, string Camera, string State);

/// <summary>Sensors of an agent came, went or are in another state; <paramref name="Changed"/> counts them. One for all, since a page listens to a bounded queue.</summary>
internal sealed record SensorsChange(string Agent, int Changed);

/// <summary>An agent came or went.</summary>
internal sealed record AgentChange(string Agent, bool Online);

/// <summary>An agent answered to settings; <paramref name="Refused"/> counts what it would not take.</summary>
internal sealed record SettingsChange(string Agent, long Revision, long Received, int Refused);
