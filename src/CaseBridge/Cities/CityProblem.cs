namespace EdgeWatch.CaseBridge.Cities;

/// <summary>One mistake in a city profile that no single key's bounds tell.</summary>
/// <param name="Key">Path of the key: <c>rules[2].filing[0].limit</c>.</param>
/// <param name="Value">What stands there; null for a missing key.</param>
/// <param name="Remedy">What to write instead, as one sentence.</param>
internal sealed record CityProblem(string Key, string? Value, string Remedy);
