namespace EdgeWatch.ModelCare;

/// <summary>One thing that is wrong with a model folder.</summary>
/// <param name="File">The file that has it.</param>
/// <param name="Text">What was found, what is expected, and the remedy.</param>
internal sealed record ModelDefect(string File, string Text)
{
    public override string ToString() => $"{File}: {Text}";
}
