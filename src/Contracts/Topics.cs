namespace EdgeWatch.Contracts;

/// <summary>MQTT topics, built and parsed here only. docs/events.md lists them.</summary>
public static class Topics
{
    private const string Root = "edgewatch/v1/";

    /// <summary>Candidate events of an agent; QoS 1.</summary>
    public static string Events(string agent) => Of(agent, "events");

    /// <summary>One picture; QoS 1.</summary>
    public static string Evidence(string agent, Guid id) => Of(agent, $"evidence/{id:D}");

    /// <summary>Ids committed or refused by a bridge; QoS 1.</summary>
    public static string Acks(string agent) => Of(agent, "acks");

    /// <summary>Status; retained, last will.</summary>
    public static string Status(string agent) => Of(agent, "status");

    /// <summary>Zero reports; QoS 1.</summary>
    public static string Report(string agent) => Of(agent, "report");

    /// <summary>Settings the centre wants; retained.</summary>
    public static string SettingsDesired(string agent) => Of(agent, "settings/desired");

    /// <summary>Settings in force; retained.</summary>
    public static string SettingsReported(string agent) => Of(agent, "settings/reported");

    /// <summary>Requests to an agent; QoS 1.</summary>
    public static string Requests(string agent) => Of(agent, "requests");

    /// <summary>Answers of an agent; QoS 1.</summary>
    public static string Responses(string agent) => Of(agent, "responses");

    /// <summary>Score samples; QoS 1.</summary>
    public static string Scores(string agent) => Of(agent, "scores");

    /// <summary>One page of the sensors' status, pages from 0; retained.</summary>
    public static string Sensors(string agent, int page) => Of(agent, $"sensors/{page}");

    /// <summary>A filter over every agent, such as <c>edgewatch/v1/+/events</c>.</summary>
    /// <param name="kind">The levels behind the agent; may hold <c>+</c> and <c>#</c>.</param>
    public static string EveryAgent(string kind) => $"{Root}+/{kind}";

    /// <summary>The same filter shared by all bridges: each message goes to one of them.</summary>
    public static string SharedByBridges(string kind) => $"$share/bridge/{EveryAgent(kind)}";

    /// <summary>Splits a topic into agent and kind, or returns false where it is none of ours.</summary>
    /// <param name="topic">A full topic name.</param>
    /// <param name="agent">The agent's id.</param>
    /// <param name="kind">What stands behind the agent: <c>events</c>, <c>evidence/0190…</c>, <c>settings/desired</c>.</param>
    public static bool TryParse(string topic, out string agent, out string kind)
    {
        agent = kind = "";
        if (!topic.StartsWith(Root, StringComparison.Ordinal))
            return false;
        var slash = topic.IndexOf('/', Root.Length);
        if (slash <= Root.Length || slash == topic.Length - 1)
            return false;
        agent = topic[Root.Length..slash];
        kind = topic[(slash + 1)..];
        return true;
    }

    private static string Of(string agent, string kind)
    {
        if (agent.Length == 0 || agent.AsSpan().ContainsAny('/', '+', '#'))
            throw new ArgumentException($"'{agent}' cannot be part of an MQTT topic; an agent id is {Identifiers.Pattern}", nameof(agent));
        return $"{Root}{agent}/{kind}";
    }
}
