namespace EdgeWatch.Geography.Registers;

/// <summary>A register that cannot be read at all, or a district that is none; the message says what, where and the remedy.</summary>
/// <param name="message">The sentence.</param>
public sealed class RegisterException(string message) : Exception(message);
