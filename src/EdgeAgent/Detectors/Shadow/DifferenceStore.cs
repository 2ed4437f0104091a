using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EdgeWatch.EdgeAgent.Shadow;

/// <summary>
/// Keeps looks in which two models differ within a disk budget: JSON lines in numbered files, with their pictures beside them. A file that has filled its
/// eighth of the budget is followed by the next; when there are more than eight, the oldest goes with its pictures, and what it held is counted. For one task at a time.
/// </summary>
internal sealed class DifferenceStore
{
    public const string CountsFile = "counts.json";

    private const int Files = 8;
    private readonly string _folder;
    private readonly long _bytesPerFile;
    private int _number;
    private long _written;
    private int _pictures;

    private DifferenceStore(string folder, long budget)
    {
        (_folder, _bytesPerFile) = (folder, budget / Files);
        Directory.CreateDirectory(folder);
        if (Lists(folder) is [.., var last])
        {
            _number = NumberOf(last);
            _written = Directory.EnumerateFiles(folder, Pattern(_number)).Sum(file => new FileInfo(file).Length);
            _pictures = Directory.EnumerateFiles(folder, Pattern(_number)).Count();
        }
    }

    /// <summary>What was counted when the store was last open; null for a new one.</summary>
    public ShadowCounts? Counts => ReadCounts(_folder);

    /// <summary>Opens the store of a pair: other models begin another store.</summary>
    /// <param name="root">Folder of all stores of an agent.</param>
    /// <param name="main">The models in force, as <c>name@hash12</c>.</param>
    /// <param name="shadow">The tried model.</param>
    /// <param name="budget">Bytes.</param>
    public static DifferenceStore Open(string root, IEnumerable<string> main, string shadow, long budget)
    {
        var pair = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', main.Order(StringComparer.Ordinal).Append(shadow)))));
        return new DifferenceStore(Path.Combine(root, $"{shadow.Split('@')[0]}-{pair[..8]}"), budget);
    }

    /// <summary>The store of an agent that was written last; null where there is none.</summary>
    public static string? Latest(string root) => !Directory.Exists(root) ? null : Directory.EnumerateDirectories(root)
        .Where(folder => File.Exists(Path.Combine(folder, CountsFile))).MaxBy(folder => File.GetLastWriteTimeUtc(Path.Combine(folder, CountsFile)));

    public static ShadowCounts? ReadCounts(string folder)
    {
        var file = Path.Combine(folder, CountsFile);
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<ShadowCounts>(File.ReadAllBytes(file), ShadowJson.Options) : null;
        }
        catch (JsonException)
        {
            // A power cut can leave an empty file; counting begins anew.
            return null;
        }
    }

    /// <summary>Every look in a store, oldest first; a line that was cut off by a power cut is passed over.</summary>
    public static IEnumerable<DifferenceRecord> Read(string folder)
    {
        foreach (var line in Lists(folder).SelectMany(File.ReadLines))
        {
            DifferenceRecord? record;
            try
            {
                record = JsonSerializer.Deserialize<DifferenceRecord>(line, ShadowJson.Options);
            }
            catch (JsonException)
            {
                continue;
            }

            if (record is not null)
                yield return record;
        }
    }

    /// <summary>Adds a look; returns how many older ones were forgotten for it.</summary>
    public int Append(DifferenceRecord record, byte[]? picture)
    {
        var forgotten = _written >= _bytesPerFile || _number == 0 ? Turn() : 0;
        if (picture is not null)
        {
            record = record with { Picture = $"{_number:D6}-{++_pictures:D5}.jpg" };
            File.WriteAllBytes(Path.Combine(_folder, record.Picture), picture);
        }

        var line = JsonSerializer.Serialize(record, ShadowJson.Options) + "\n";
        File.AppendAllText(Path.Combine(_folder, $"{_number:D6}.jsonl"), line);
        _written += line.Length + (picture?.Length ?? 0);
        return forgotten;
    }

    /// <summary>Writes the counts, whole or not at all.</summary>
    public void Write(ShadowCounts counts)
    {
        var file = Path.Combine(_folder, CountsFile);
        File.WriteAllBytes(file + ".new", JsonSerializer.SerializeToUtf8Bytes(counts, ShadowJson.Options));
        File.Move(file + ".new", file, overwrite: true);
    }

    private int Turn()
    {
        (_number, _written, _pictures) = (_number + 1, 0, 0);
        var (lists, forgotten) = (Lists(_folder), 0);
        // With the file that begins now there are eight.
        foreach (var old in lists.Take(Math.Max(0, lists.Length - (Files - 1))))
        {
            forgotten += File.ReadLines(old).Count();
            foreach (var file in Directory.EnumerateFiles(_folder, Pattern(NumberOf(old))).ToArray())
                File.Delete(file);
        }

        return forgotten;
    }

    private static string[] Lists(string folder) => [.. Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal)];

    private static int NumberOf(string list) => int.Parse(Path.GetFileNameWithoutExtension(list));

    private static string Pattern(int number) => $"{number:D6}*";
}
