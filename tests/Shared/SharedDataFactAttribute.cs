using Xunit;

namespace EdgeWatch.Tests.Shared;

/// <summary>A test of the optional data beside the repository: skipped, saying so, where that is absent. What matters is tested without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(string path)
    {
        var file = System.IO.Path.Combine(Repository.SharedData ?? "", path);
        if (Repository.SharedData is null || !(File.Exists(file) || Directory.Exists(file)))
            Skip = $"../shared/{path} is not at hand";
    }
}
