namespace EdgeWatch.CaseBridge.Store;

/// <summary>A folder: a file is on the disk to stay, its folder entry too, before <see cref="Keep"/> returns.</summary>
internal sealed class FolderEvidence : IEvidenceStore
{
    private readonly string _folder;

    public FolderEvidence(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        // Left by a process that was killed while it wrote; no row names them.
        foreach (var unfinished in Directory.EnumerateFiles(folder, "*.part", SearchOption.AllDirectories))
            File.Delete(unfinished);
    }

    public string PathOf(string sha256) => Path.Combine(_folder, sha256[..2], sha256 + ".jpg");

    public void Keep(string sha256, byte[] bytes)
    {
        var path = PathOf(sha256);
        try
        {
            if (new FileInfo(path) is { Exists: true } there && there.Length == bytes.Length)
                return;
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
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreAwayException($"evidence cannot be written to {_folder}: {exception.Message}. Check that the disk is there, writable and not full.", exception) { Kind = KindOf(exception) };
        }
    }

    public Task<Stream?> OpenAsync(string sha256, CancellationToken abort)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 64 * 1024, FileOptions.Asynchronous));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public void Delete(string sha256)
    {
        var path = PathOf(sha256);
        try
        {
            if (File.Exists(path))
                File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreAwayException($"evidence cannot be deleted from {_folder}: {exception.Message}. Check that the disk is there and writable.", exception) { Kind = KindOf(exception) };
        }
    }

    public IEnumerable<StoredFile> OlderThan(DateTimeOffset time) => new DirectoryInfo(_folder)
        .EnumerateFiles("*.jpg", SearchOption.AllDirectories)
        .Where(file => file.LastWriteTimeUtc < time.UtcDateTime)
        .Select(file => new StoredFile(Path.GetFileNameWithoutExtension(file.Name), file.Length));

    /// <remarks>What .NET has no exception for bears the system's own number (errno(3)): ENOSPC, EROFS, EDQUOT.</remarks>
    private static StoreFaultKind KindOf(Exception exception) => exception switch
    {
        UnauthorizedAccessException or { HResult: 30 } => StoreFaultKind.ReadOnly,
        DirectoryNotFoundException => StoreFaultKind.Unreachable,
        { HResult: 28 or 122 } => StoreFaultKind.Full,
        _ => StoreFaultKind.Failing,
    };
}
