namespace EdgeWatch.Configuration;

/// <summary>One mistake in a file: where it is, what stands there, and what would be right.</summary>
/// <param name="File">Path as the user gave it.</param>
/// <param name="Line">1-based line of the value, or of the block in which a key is missing.</param>
/// <param name="Key">Path of the key: <c>agent.cameras[2].zones[0].polygon</c>.</param>
/// <param name="Value">What stands there; "(absent)" for a missing key.</param>
/// <param name="Remedy">What to write instead, as one sentence.</param>
internal sealed record ConfigurationProblem(string File, long Line, string Key, string Value, string Remedy)
{
    public override string ToString() => $"{File}:{Line}: {Key} = {Value}: {Remedy}";
}
