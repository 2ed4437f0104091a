namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>
/// Candidate boxes of one picture before suppression: columns that are kept from picture to picture and grow only to the largest picture yet.
/// </summary>
/// <param name="wanted">Which classes are wanted, by their number; others are left out. Null: all.</param>
internal sealed class CandidateList(bool[]? wanted = null)
{
    private const int InitialCapacity = 256;

    private float[] _x1 = new float[InitialCapacity];
    private float[] _y1 = new float[InitialCapacity];
    private float[] _x2 = new float[InitialCapacity];
    private float[] _y2 = new float[InitialCapacity];
    private float[] _scores = new float[InitialCapacity];
    private int[] _classes = new int[InitialCapacity];

    public int Count { get; private set; }

    public ReadOnlySpan<float> X1 => _x1.AsSpan(0, Count);

    public ReadOnlySpan<float> Y1 => _y1.AsSpan(0, Count);

    public ReadOnlySpan<float> X2 => _x2.AsSpan(0, Count);

    public ReadOnlySpan<float> Y2 => _y2.AsSpan(0, Count);

    public ReadOnlySpan<float> Scores => _scores.AsSpan(0, Count);

    public ReadOnlySpan<int> Classes => _classes.AsSpan(0, Count);

    public void Clear() => Count = 0;

    /// <summary>Adds a box by its corners. What is not a number is left out, since a broken weight must not poison a comparison later.</summary>
    public void Add(float x1, float y1, float x2, float y2, float score, int @class)
    {
        if (wanted is not null && !wanted[@class])
            return;
        if (!float.IsFinite(x1 + y1 + x2 + y2) || !float.IsFinite(score))
            return;
        if (Count == _x1.Length)
            Grow();
        (_x1[Count], _y1[Count], _x2[Count], _y2[Count]) = (x1, y1, x2, y2);
        (_scores[Count], _classes[Count]) = (score, @class);
        Count++;
    }

    /// <summary>Adds a box by centre and size.</summary>
    public void AddCentred(float x, float y, float width, float height, float score, int @class) =>
        Add(x - width / 2, y - height / 2, x + width / 2, y + height / 2, score, @class);

    /// <summary>
    /// Adds a box by centre and size once for each class that reaches the floor, not only for its best: an overflowing bin is a bin too, and the surer word must not hide the other.
    /// </summary>
    /// <param name="x">Centre.</param>
    /// <param name="y">Centre.</param>
    /// <param name="width">Size.</param>
    /// <param name="height">Size.</param>
    /// <param name="objectness">0..1: what each class score is multiplied by.</param>
    /// <param name="classes">A score 0..1 for each class.</param>
    /// <param name="floor">The least score of a candidate.</param>
    public void AddCentred(float x, float y, float width, float height, float objectness, ReadOnlySpan<float> classes, float floor)
    {
        for (var i = 0; i < classes.Length; i++)
        {
            var score = objectness * classes[i];
            if (score >= floor)
                AddCentred(x, y, width, height, score, i);
        }
    }

    private void Grow()
    {
        var capacity = 2 * _x1.Length;
        Array.Resize(ref _x1, capacity);
        Array.Resize(ref _y1, capacity);
        Array.Resize(ref _x2, capacity);
        Array.Resize(ref _y2, capacity);
        Array.Resize(ref _scores, capacity);
        Array.Resize(ref _classes, capacity);
    }
}
