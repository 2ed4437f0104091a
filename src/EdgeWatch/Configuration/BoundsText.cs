using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace EdgeWatch.Configuration;

/// <summary>Says in words what a bound asks for.</summary>
internal static class BoundsText
{
    public static string Remedy(ValidationAttribute rule, PropertyInfo property)
    {
        var meaning = property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? property.Name;
        return rule switch
        {
            RangeAttribute range => $"write a number from {range.Minimum} to {range.Maximum}",
            AllowedValuesAttribute allowed => $"write one of {string.Join(", ", allowed.Values)}",
            RegularExpressionAttribute => "write a short id of lower-case letters, digits, '.', '_' and '-', beginning with a letter or digit",
            RequiredAttribute => $"add it. {meaning}",
            _ => rule.ErrorMessage ?? meaning,
        };
    }
}
