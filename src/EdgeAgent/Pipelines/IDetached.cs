namespace EdgeWatch.EdgeAgent.Pipelines;

/// <summary>
/// Holds nothing that a look owns, so it may outlive the look's frame. Only such a thing can be queued behind the first queue: the frame is disposed
/// when the calls between two queues are done, and a queue that held one would keep decoder memory for as long as the outbox is slow.
/// </summary>
internal interface IDetached;
