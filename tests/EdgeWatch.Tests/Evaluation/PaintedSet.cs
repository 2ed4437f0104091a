using System.Runtime.InteropServices;
using EdgeWatch.EdgeAgent.Jpeg;
using EdgeWatch.Ingest.Video;

namespace EdgeWatch.EdgeWatch.Tests.Evaluation;

/// <summary>A data set in the YOLO layout of grey pictures with a red or a blue patch, for the tiny models of the tests that find such patches.</summary>
internal sealed class PaintedSet(string folder)
{
    public const int Width = 192;
    public const int Height = 128;

    private readonly List<string> _pictures = [];

    public string Folder => folder;

    /// <summary>Adds a picture.</summary>
    /// <param name="grey">Luma of the ground.</param>
    /// <param name="painted">Where the red patch is, in pixels; null: none.</param>
    /// <param name="labels">Lines of its label file.</param>
    public PaintedSet Add(byte grey, (int X, int Y, int Width, int Height)? painted, params string[] labels)
    {
        var name = $"{_pictures.Count:000}";
        _pictures.Add(name);
        Write($"test/images/{name}.jpg", Jpeg(grey, painted));
        Write($"test/labels/{name}.txt", System.Text.Encoding.UTF8.GetBytes(string.Join('\n', labels)));
        Write("data.yaml", "path: .\ntest: test/images\nval: test/images\nnames: [red-thing, blue-thing]\n"u8.ToArray());
        return this;
    }

    public void Write(string file, byte[] content)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    /// <summary>A label line of a patch in pixels.</summary>
    public static string Label(int number, int x, int y, int width, int height) =>
        $"{number} {(x + width / 2.0) / Width:0.######} {(y + height / 2.0) / Height:0.######} {(double)width / Width:0.######} {(double)height / Height:0.######}";

    private static byte[] Jpeg(byte grey, (int X, int Y, int Width, int Height)? painted)
    {
        // Red as BT.601 full range has it.
        var memory = new byte[Width * Height * 3 / 2];
        memory.AsSpan(0, Width * Height).Fill(grey);
        memory.AsSpan(Width * Height).Fill(128);
        if (painted is var (left, top, width, height))
        {
            for (var y = top; y < top + height; y++)
                memory.AsSpan(y * Width + left, width).Fill(82);
            for (var y = top / 2; y < (top + height) / 2; y++)
            {
                memory.AsSpan(Width * Height + y * (Width / 2) + left / 2, width / 2).Fill(94);
                memory.AsSpan(Width * Height * 5 / 4 + y * (Width / 2) + left / 2, width / 2).Fill(233);
            }
        }

        var pinned = new Pinned(memory);
        using var frame = new Frame(
            new FrameInfo("painted", 1, DateTimeOffset.UnixEpoch, Width, Height, true, YuvMatrix.Bt601),
            new FramePlanes(pinned.Start, pinned.Start + Width * Height, pinned.Start + Width * Height * 5 / 4, Width, Width / 2, 0),
            pinned);
        using var encoder = new JpegEncoder();
        return encoder.Encode(frame, 95);
    }

    private sealed class Pinned(byte[] memory) : IFrameOwner
    {
        private GCHandle _pin = GCHandle.Alloc(memory, GCHandleType.Pinned);

        public nint Start => _pin.AddrOfPinnedObject();

        public void Release(nint handle) => _pin.Free();
    }
}
