using System.Security.Cryptography;
using System.Text;
using EdgeWatch.EdgeAgent.Settings;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent.Views;

/// <summary>
/// Keeps the usual view of one camera in a file, so that a camera that is knocked aside while the agent is away does not pass for one that has always looked
/// there. What was kept holds only for the same address and the same zones: whoever changed either has looked at the picture.
/// </summary>
/// <param name="folder">Where views are kept.</param>
/// <param name="camera">Id of the camera.</param>
/// <param name="address">Its address, as configured.</param>
/// <param name="logger">For a file that cannot be read or written.</param>
internal sealed class ViewMemory(string folder, string camera, string address, ILogger<ViewMemory> logger)
{
    /// <summary>What changes in less time is lost with a crash; it is learnt again within minutes.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(10);

    private static readonly byte[] Mark = "EWVIEW1\n"u8.ToArray();

    private readonly string _file = Path.Combine(folder, $"{camera}.view");
    private DateTimeOffset _keptAt;

    /// <summary>The view that was kept for these zones; null where there is none.</summary>
    public UsualViewState? Recall(IReadOnlyList<Zone> zones)
    {
        try
        {
            if (!File.Exists(_file))
                return null;
            using var reader = new BinaryReader(File.OpenRead(_file));
            if (!reader.ReadBytes(Mark.Length).SequenceEqual(Mark) || !reader.ReadBytes(SHA256.HashSizeInBytes).SequenceEqual(Fingerprint(zones)))
                return null;
            return UsualViewState.Read(reader);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Log.ViewNotKept(logger, error, camera, _file);
            return null;
        }
    }

    /// <summary>Keeps what <paramref name="state"/> gives, at most every ten minutes of camera time; nothing while the view is still being learnt.</summary>
    public void Keep(IReadOnlyList<Zone> zones, DateTimeOffset at, Func<UsualViewState?> state)
    {
        if (at - _keptAt < Between || state() is not { } known)
            return;
        _keptAt = at;
        try
        {
            Directory.CreateDirectory(folder);
            var written = _file + ".new";
            using (var writer = new BinaryWriter(File.Create(written)))
            {
                writer.Write(Mark);
                writer.Write(Fingerprint(zones));
                known.Write(writer);
            }

            File.Move(written, _file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.ViewNotKept(logger, error, camera, _file);
        }
    }

    private byte[] Fingerprint(IReadOnlyList<Zone> zones)
    {
        var text = new StringBuilder(address);
        foreach (var zone in zones)
            text.Append('\n').Append(zone.Id).AppendJoin(' ', zone.Polygon.Corners);
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }
}

/// <summary>What is known of a camera's usual view.</summary>
/// <param name="X">Edges across, <see cref="EdgeField.Count"/> values.</param>
/// <param name="Y">Edges down, as many.</param>
/// <param name="Edges">Strength of edges by cell, <see cref="Stages.LumaGrid.EdgeCount"/> values.</param>
/// <param name="Sharpness">How much detail there usually is.</param>
/// <param name="Unconfirmed">Whether it replaced another view and nobody has said that the zones still fit.</param>
internal sealed record UsualViewState(float[] X, float[] Y, float[] Edges, float Sharpness, bool Unconfirmed)
{
    public void Write(BinaryWriter writer)
    {
        foreach (var value in X.Concat(Y).Concat(Edges))
            writer.Write((Half)value);
        writer.Write(Sharpness);
        writer.Write(Unconfirmed);
    }

    /// <exception cref="InvalidDataException">The file is cut short or holds no numbers.</exception>
    public static UsualViewState Read(BinaryReader reader)
    {
        try
        {
            var state = new UsualViewState(
                Values(reader, EdgeField.Count), Values(reader, EdgeField.Count), Values(reader, Stages.LumaGrid.EdgeCount), reader.ReadSingle(), reader.ReadBoolean());
            return float.IsFinite(state.Sharpness) && state.X.Concat(state.Y).Concat(state.Edges).All(float.IsFinite)
                ? state
                : throw new InvalidDataException("the view that was kept holds values that are no numbers");
        }
        catch (EndOfStreamException error)
        {
            throw new InvalidDataException("the view that was kept is cut short", error);
        }
    }

    private static float[] Values(BinaryReader reader, int count)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = (float)reader.ReadHalf();
        return values;
    }
}
