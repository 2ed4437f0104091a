namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>Where a picture lies in the network's input, in its pixels.</summary>
internal readonly record struct PictureFit(int Left, int Top, int Width, int Height)
{
    /// <summary>Fits a picture of <paramref name="width"/> × <paramref name="height"/> pixels into <paramref name="input"/>.</summary>
    public static PictureFit Of(int width, int height, InputSpec input)
    {
        if (input.Resize == ResizeMode.Stretch)
            return new(0, 0, input.Width, input.Height);
        var ratio = Math.Min((double)input.Width / width, (double)input.Height / height);
        var centre = input.Resize == ResizeMode.LetterboxCentre;
        var (across, down) = (Size(width * ratio, centre), Size(height * ratio, centre));
        return centre ? new((input.Width - across) / 2, (input.Height - down) / 2, across, down) : new(0, 0, across, down);
    }

    /// <summary>From pixels of the network's input to 0..1 of the picture, cut at its edges.</summary>
    public Box ToPicture(float x1, float y1, float x2, float y2) => new(
        Math.Clamp((x1 - Left) / Width, 0, 1), Math.Clamp((y1 - Top) / Height, 0, 1), Math.Clamp((x2 - Left) / Width, 0, 1), Math.Clamp((y2 - Top) / Height, 0, 1));

    /// <summary>YOLOX's reference code cuts the size off, Ultralytics' rounds it: so does what the weights have seen.</summary>
    private static int Size(double exact, bool round) => Math.Max(1, (int)(round ? Math.Round(exact) : exact + 1e-6));
}
