using System.Text;

namespace EdgeWatch.ModelCare;

/// <summary>Replaces a configuration file whole or not at all, and keeps the one before beside it.</summary>
internal static class ConfigurationWriter
{
    /// <summary>Writes the text; returns the path of the copy of the file before.</summary>
    public static string Write(string path, string text, TimeProvider time)
    {
        // Through a link to the file that it leads to: a rename would put a file in the link's place.
        var file = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var backup = $"{file}.bak-{time.GetUtcNow():yyyyMMdd-HHmmss-fff}";
        var mark = File.ReadAllBytes(file).AsSpan().StartsWith(Encoding.UTF8.Preamble);
        File.Copy(file, backup);
        var written = file + ".new";
        // Copied first, so that owner's rights are kept.
        File.Copy(file, written, overwrite: true);
        File.WriteAllText(written, text, new UTF8Encoding(mark));
        File.Move(written, file, overwrite: true);
        return backup;
    }
}
