namespace EdgeWatch.CaseBridge.Intake;

/// <summary>A message that has arrived and is not yet taken.</summary>
/// <param name="Agent">From the topic.</param>
/// <param name="Kind">What stands behind the agent in the topic.</param>
/// <param name="Topic">The whole topic.</param>
/// <param name="Payload">A copy of our own; the MQTT client's is valid only during its call.</param>
/// <param name="ReceivedAt">UTC.</param>
internal sealed record WaitingMessage(string Agent, string Kind, string Topic, byte[] Payload, DateTimeOffset ReceivedAt);
