namespace EdgeWatch.Evaluation.Events;

/// <summary>What the agent made of one clip.</summary>
/// <param name="Length">The clip's own length.</param>
/// <param name="Played">How long it was looked at; longer than its length where it came round again.</param>
/// <param name="Looks">Looks made.</param>
/// <param name="Events">Every candidate that opened, in order.</param>
/// <param name="Unasked">Classes of the truth's questions that no model knows.</param>
internal sealed record ClipPlay(TimeSpan Length, TimeSpan Played, int Looks, IReadOnlyList<OpenedEvent> Events, IReadOnlyList<string> Unasked);
