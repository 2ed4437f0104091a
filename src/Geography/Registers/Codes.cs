using System.Text.RegularExpressions;

namespace EdgeWatch.Geography.Registers;

/// <summary>
/// A component's identification code (部件标识码), by its structure. 2007 and 2013 (CJ/T 214, GB/T 30428.2): 16 digits, 6 division + 2 major + 2 minor class + 6 serial;
/// 2026 (GB/T 47678.5): 17 digits, 6 + 2 + 3 + 6. There is no check digit: a mistyped serial is still a code, and only the register tells.
/// </summary>
/// <param name="Division">Administrative division, six digits (GB/T 2260).</param>
/// <param name="Class">Class code: four digits (2007, 2013) or five (2026).</param>
/// <param name="Serial">Six digits.</param>
public readonly record struct ComponentCode(string Division, string Class, string Serial)
{
    /// <summary>Reads a code.</summary>
    /// <param name="text">The code, digits only.</param>
    /// <param name="code">Its parts.</param>
    /// <param name="fault">What is wrong with it, as a clause: "has 15 digits, not 16 (2007, 2013) or 17 (2026)".</param>
    public static bool TryParse(string text, out ComponentCode code, out string fault)
    {
        code = default;
        fault = text switch
        {
            _ when text.AsSpan().ContainsAnyExceptInRange('0', '9') => "holds characters other than digits",
            { Length: not (16 or 17) } => $"has {text.Length} digits, not 16 (2007, 2013) or 17 (2026)",
            _ when text[0] == '0' => $"begins with division {text[..6]}, which GB/T 2260 does not have",
            _ when text[6..8] == "00" => "has the class 00, which no standard has",
            _ => "",
        };
        if (fault.Length > 0)
            return false;
        code = new ComponentCode(text[..6], text[6..^6], text[^6..]);
        return true;
    }
}

/// <summary>A unit grid cell's code (单元网格编码): 15 characters, 6 division + 3 street + 3 community + 3 serial; since 2026 capital letters are allowed besides digits.</summary>
public static partial class CellCode
{
    /// <summary>Whether the text has the structure of a code.</summary>
    public static bool IsValid(string text) => Pattern().IsMatch(text);

    [GeneratedRegex("^[1-9][0-9]{5}[0-9A-Z]{9}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
