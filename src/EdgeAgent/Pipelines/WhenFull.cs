namespace EdgeWatch.EdgeAgent.Pipelines;

/// <summary>What a full queue does with the next item.</summary>
internal enum WhenFull
{
    /// <summary>The writer waits; nothing is lost, the queue before fills up.</summary>
    Wait,

    /// <summary>The oldest item is given up and counted; the newest look is worth most.</summary>
    DropOldest,
}

/// <summary>Why an item was given up, as it stands in metrics and zero reports.</summary>
internal static class DropReasons
{
    /// <summary>The queue was full.</summary>
    public const string Full = "full";

    /// <summary>The agent was told to end at once.</summary>
    public const string Aborted = "aborted";
}
