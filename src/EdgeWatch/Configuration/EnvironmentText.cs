using System.Text;

namespace EdgeWatch.Configuration;

/// <summary>Replaces <c>${NAME}</c> by the environment variable, so that no secret need stand in a file.</summary>
internal static class EnvironmentText
{
    public static bool TryExpand(string text, out string expanded, out string missing)
    {
        (expanded, missing) = (text, "");
        if (!text.Contains("${", StringComparison.Ordinal))
            return true;
        var result = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf("${", at, StringComparison.Ordinal);
            var close = open < 0 ? -1 : text.IndexOf('}', open);
            if (close < 0)
            {
                result.Append(text, at, text.Length - at);
                break;
            }

            missing = text[(open + 2)..close];
            if (Environment.GetEnvironmentVariable(missing) is not { } value)
                return false;
            result.Append(text, at, open - at).Append(value);
            at = close + 1;
        }

        expanded = result.ToString();
        return true;
    }
}
