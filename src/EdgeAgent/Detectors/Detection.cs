namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>A rectangle in picture coordinates, 0..1, left ≤ right and top ≤ bottom.</summary>
internal readonly record struct Box(float X1, float Y1, float X2, float Y2)
{
    public float Width => X2 - X1;

    public float Height => Y2 - Y1;

    public float Area => Width * Height;

    public (float X, float Y) Centre => ((X1 + X2) / 2, (Y1 + Y2) / 2);

    /// <summary>Intersection over union, 0..1; 0 for empty boxes.</summary>
    public float IoU(in Box other)
    {
        var width = Math.Min(X2, other.X2) - Math.Max(X1, other.X1);
        var height = Math.Min(Y2, other.Y2) - Math.Max(Y1, other.Y1);
        if (width <= 0 || height <= 0)
            return 0;
        var overlap = width * height;
        return overlap / (Area + other.Area - overlap);
    }
}

/// <summary>One box in one frame.</summary>
/// <param name="Class">Class name as in the model's manifest (not as in the weights).</param>
/// <param name="Score">0..1.</param>
/// <param name="Box">Where.</param>
/// <param name="Model">Name of the model that saw it, as <c>name@hash12</c>.</param>
internal readonly record struct Detection(string Class, float Score, Box Box, string Model);
