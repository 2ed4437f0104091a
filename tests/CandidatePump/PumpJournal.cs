namespace EdgeWatch.CandidatePump;

/// <summary>
/// What the outbox has promised to keep: a line is written only after the append has returned. One file for each life, so that a line that the kill cut in
/// half is the last one of its file.
/// </summary>
internal sealed class PumpJournal : IDisposable
{
    private readonly StreamWriter _writer;

    private PumpJournal(string path) => _writer = new StreamWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read)) { AutoFlush = true };

    public static PumpJournal CreateIn(string folder)
    {
        var lives = Directory.GetFiles(folder, "journal-*.txt").Length;
        return new PumpJournal(Path.Combine(folder, $"journal-{lives + 1:000}.txt"));
    }

    public void Promised(Guid candidate)
    {
        lock (_writer)
            _writer.Write($"{candidate:D}\n");
    }

    public void Dispose() => _writer.Dispose();
}
