using System.Security.Cryptography;
using EdgeWatch.CaseBridge.Intake;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>A picture on the disk.</summary>
/// <param name="Sha256">64 lower-case hexadecimal digits; its name.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record StoredFile(string Sha256, long Bytes);

/// <summary>
/// Pictures on the disk, named by their SHA-256, so that the same picture lies there once and a half-written one is never taken for whole.
/// A file is on the disk to stay, its folder entry too, before any row names it.
/// </summary>
internal sealed class EvidenceFiles
{
    private readonly string _folder;

    public EvidenceFiles(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        // Left by a process that was killed while it wrote; no row names them.
        foreach (var unfinished in Directory.EnumerateFiles(folder, "*.part", SearchOption.AllDirectories))
            File.Delete(unfinished);
    }

    /// <summary>Puts the picture of a message, if it has one, on the disk.</summary>
    /// <exception cref="StoreAwayException">The disk is full or not writable.</exception>
    public Message Keep(Message message) => message switch
    {
        PictureMessage picture => picture with { File = Write(picture.Waiting.Payload) },
        SampleMessage { Sample.Picture: { } small } sample => sample with { File = Write(small) },
        _ => message,
    };

    /// <summary>Puts one picture on the disk.</summary>
    /// <exception cref="StoreAwayException">The disk is full or not writable.</exception>
    public StoredFile Keep(byte[] picture) => Write(picture);

    public string PathOf(string sha256) => Path.Combine(_folder, sha256[..2], sha256 + ".jpg");

    public void Delete(string sha256) => File.Delete(PathOf(sha256));

    /// <summary>Every picture that has lain here since before the given time.</summary>
    public IEnumerable<StoredFile> OlderThan(DateTimeOffset time) => new DirectoryInfo(_folder)
        .EnumerateFiles("*.jpg", SearchOption.AllDirectories)
        .Where(file => file.LastWriteTimeUtc < time.UtcDateTime)
        .Select(file => new StoredFile(Path.GetFileNameWithoutExtension(file.Name), file.Length));

    private StoredFile Write(byte[] bytes)
    {
        var stored = new StoredFile(Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length);
        var path = PathOf(stored.Sha256);
        try
        {
            if (new FileInfo(path) is { Exists: true } there && there.Length == bytes.Length)
                return stored;
            var folder = Path.GetDirectoryName(path)!;
            if (!Directory.Exists(folder))
            {
                Directory.CreateDirectory(folder);
                FolderSync.Flush(_folder);
            }

            var unfinished = $"{path}.{Guid.NewGuid():N}.part";
            using (var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
            FolderSync.Flush(folder);
            return stored;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreAwayException($"evidence cannot be written to {_folder}: {exception.Message}. Check that the disk is there, writable and not full.", exception);
        }
    }
}
