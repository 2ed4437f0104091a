namespace EdgeWatch.EdgeAgent.Pipelines;

/// <summary>
/// One step of a flow. An implementer belongs to one flow and is called for one item at a time; it neither keeps nor disposes what it is given (the
/// flow disposes the look when the last stage is done with it); it may throw: that costs the item, never the flow.
/// </summary>
/// <typeparam name="TIn">What comes in.</typeparam>
/// <typeparam name="TOut">What goes on.</typeparam>
internal interface IStage<in TIn, TOut>
    where TOut : class
{
    /// <summary>One lower-case word for logs and metrics.</summary>
    string Name { get; }

    /// <summary>Works on one item; null: there is nothing to pass on.</summary>
    ValueTask<TOut?> RunAsync(TIn item, CancellationToken abort);
}
