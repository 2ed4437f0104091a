using System.Numerics;

namespace EdgeWatch.EdgeAgent.Detectors;

/// <summary>
/// Orders candidates by score and, where a layout leaves several boxes of one thing, keeps the best of those that overlap within a class
/// (greedy non-maximum suppression). Its buffers are kept from picture to picture.
/// </summary>
internal sealed class Suppression
{
    /// <summary>Candidates beyond this are left out, worst first: a picture with more is noise, and time grows with the square.</summary>
    public const int MaxCandidates = 3000;

    private float[] _keys = [];
    private int[] _order = [];
    private float[] _x1 = [];
    private float[] _y1 = [];
    private float[] _x2 = [];
    private float[] _y2 = [];
    private float[] _area = [];
    private int[] _class = [];
    private int[] _gone = [];

    /// <summary>Indices of the candidates that remain, best first; valid until the next call.</summary>
    /// <param name="candidates">Of one picture.</param>
    /// <param name="maxIoU">Boxes of one class that overlap more are one thing; null: nothing is suppressed.</param>
    public ReadOnlySpan<int> Run(CandidateList candidates, float? maxIoU)
    {
        var count = Sort(candidates);
        if (maxIoU is not { } limit || count < 2)
            return _order.AsSpan(0, count);
        Gather(candidates, count);
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            if (_gone[i] != 0)
                continue;
            _order[kept++] = _order[i];
            Strike(i, count, limit);
        }

        return _order.AsSpan(0, kept);
    }

    private int Sort(CandidateList candidates)
    {
        var count = candidates.Count;
        if (_keys.Length < count)
            Resize((int)BitOperations.RoundUpToPowerOf2((uint)count));
        var scores = candidates.Scores;
        for (var i = 0; i < count; i++)
            (_keys[i], _order[i]) = (-scores[i], i);
        _keys.AsSpan(0, count).Sort(_order.AsSpan(0, count));
        return Math.Min(count, MaxCandidates);
    }

    private void Gather(CandidateList candidates, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var from = _order[i];
            (_x1[i], _y1[i], _x2[i], _y2[i]) = (candidates.X1[from], candidates.Y1[from], candidates.X2[from], candidates.Y2[from]);
            _area[i] = (_x2[i] - _x1[i]) * (_y2[i] - _y1[i]);
            _class[i] = candidates.Classes[from];
        }

        _gone.AsSpan(0, count).Clear();
    }

    /// <summary>Marks what box <paramref name="i"/> covers among the worse ones.</summary>
    private void Strike(int i, int count, float limit)
    {
        var (x1, y1, x2, y2) = (new Vector<float>(_x1[i]), new Vector<float>(_y1[i]), new Vector<float>(_x2[i]), new Vector<float>(_y2[i]));
        var (area, @class, most) = (new Vector<float>(_area[i]), new Vector<int>(_class[i]), new Vector<float>(limit));
        // Blocks start at whole vectors; a lane at or before i is harmless, for it has been decided. The buffers are longer than a vector.
        for (var block = (i + 1) / Vector<float>.Count * Vector<float>.Count; block < count; block += Vector<float>.Count)
        {
            var width = Vector.Max(Vector.Min(x2, At(_x2, block)) - Vector.Max(x1, At(_x1, block)), Vector<float>.Zero);
            var height = Vector.Max(Vector.Min(y2, At(_y2, block)) - Vector.Max(y1, At(_y1, block)), Vector<float>.Zero);
            var overlap = width * height;
            var covered = Vector.GreaterThan(overlap, most * (area + At(_area, block) - overlap));
            var struck = covered & Vector.Equals(@class, new Vector<int>(_class, block));
            (new Vector<int>(_gone, block) | struck).CopyTo(_gone, block);
        }
    }

    private static Vector<float> At(float[] column, int start) => new(column, start);

    private void Resize(int capacity)
    {
        capacity = Math.Max(capacity, 256);
        (_keys, _order) = (new float[capacity], new int[capacity]);
        (_x1, _y1, _x2, _y2) = (new float[capacity], new float[capacity], new float[capacity], new float[capacity]);
        (_area, _class, _gone) = (new float[capacity], new int[capacity], new int[capacity]);
    }
}
