using EdgeWatch.CaseBridge.Store;

namespace EdgeWatch.CaseBridge.Filing.Folder;

/// <summary>
/// Writes each filing into a folder of its own, <c>{id}/case.json</c> with its pictures beside it: for a platform that takes in files, or a person with a memory stick. The folder is written under another name
/// and renamed once it is on the disk, so that a reader sees it whole or not at all; the name is the key, so that a repeat changes nothing.
/// </summary>
internal sealed class FolderFiler(FilerOptions options, EvidenceFiles pictures) : ICaseFiler
{
    public const string CaseFile = "case.json";

    public static IEnumerable<FilerProblem> Check(FilerOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Folder))
            yield return new FilerProblem("folder", options.Folder, "write the folder that the files go into");
        else if (File.Exists(options.Folder))
            yield return new FilerProblem("folder", options.Folder, "it is a file; name a folder");
    }

    public async Task<FilingAnswer> SendAsync(Filing filing, CancellationToken stop)
    {
        var target = Path.Combine(options.Folder!, filing.Id);
        // A dot first: readers of folders pass such names over.
        var unfinished = Path.Combine(options.Folder!, $".{filing.Id}.part");
        try
        {
            Directory.CreateDirectory(options.Folder!);
            if (File.Exists(Path.Combine(target, CaseFile)))
                return new FilingAnswer.Accepted(null);
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
            Directory.CreateDirectory(unfinished);
            var document = filing.Document with { Case = filing.Document.Case with { Pictures = await CopyAsync(filing.Document.Case.Pictures, unfinished, stop) } };
            await WriteAsync(Path.Combine(unfinished, CaseFile), System.Text.Encoding.UTF8.GetBytes(document.ToJson()), stop);
            FolderSync.Flush(unfinished);
            Directory.Move(unfinished, target);
            FolderSync.Flush(options.Folder!);
            return new FilingAnswer.Accepted(null);
        }
        catch (StoreAwayException away)
        {
            return new FilingAnswer.Later(away.Message, MayHaveArrived: false, HoldsAll: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new FilingAnswer.Later($"{options.Folder} cannot be written: {exception.Message}. Check that the disk is there, writable and not full.", MayHaveArrived: false, HoldsAll: true);
        }
    }

    /// <summary>Those that are there: one that was swept meanwhile is left out of the list too.</summary>
    private async Task<IReadOnlyList<FiledPicture>> CopyAsync(IReadOnlyList<FiledPicture> filed, string folder, CancellationToken stop)
    {
        var copied = new List<FiledPicture>();
        foreach (var picture in filed)
        {
            await using var bytes = await pictures.OpenAsync(picture.Sha256, stop);
            if (bytes is null)
                continue;
            await WriteAsync(Path.Combine(folder, picture.File!), bytes, stop);
            copied.Add(picture);
        }

        return copied;
    }

    private static async Task WriteAsync(string path, byte[] bytes, CancellationToken stop) => await WriteAsync(path, new MemoryStream(bytes, writable: false), stop);

    private static async Task WriteAsync(string path, Stream bytes, CancellationToken stop)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        await bytes.CopyToAsync(file, stop);
        file.Flush(flushToDisk: true);
    }
}
