using System.Runtime.InteropServices;

namespace EdgeWatch.EdgeAgent.Onnx;

/// <summary>Element types, numbered as in the C API.</summary>
internal enum OnnxElement
{
    Float = 1,
    Byte = 2,
    Int64 = 7,
    Half = 10,
}

/// <summary>Name, element type and shape of an input or output; −1 stands for a dimension that is free.</summary>
internal sealed record OnnxTensorInfo(string Name, OnnxElement Element, long[] Shape)
{
    public override string ToString() => $"{Name} {Element} [{string.Join(", ", Shape.Select(size => size < 0 ? "N" : size.ToString()))}]";
}

/// <summary>A tensor over native memory that stays where it is, so that a run neither copies nor allocates.</summary>
internal sealed unsafe class OnnxTensor : IDisposable
{
    private readonly OrtHandle _value;
    private readonly void* _memory;
    private readonly bool _owner;
    private bool _disposed;

    /// <summary>Makes a tensor in zeroed memory of its own.</summary>
    public OnnxTensor(OnnxElement element, params long[] shape)
        : this(element, shape, NativeMemory.AlignedAlloc(Bytes(element, shape), 64), owner: true)
    {
        NativeMemory.Clear(_memory, Bytes(element, shape));
    }

    private OnnxTensor(OnnxElement element, long[] shape, void* memory, bool owner)
    {
        (Element, Shape, _owner) = (element, shape, owner);
        _memory = memory;
        var library = OnnxLibrary.Current;
        nint value;
        fixed (long* sizes = shape)
            library.Check(library.Api.CreateTensorWithDataAsOrtValue(library.CpuMemory, memory, Bytes(element, shape), sizes, (nuint)shape.Length, (int)element, &value));
        _value = new OrtHandle(value, library.Api.ReleaseValue);
    }

    public OnnxElement Element { get; }

    public long[] Shape { get; }

    /// <summary>OrtValue.</summary>
    public nint Value => _value.Value;

    /// <summary>The elements of a tensor of floats.</summary>
    public Span<float> Floats => new(Memory(OnnxElement.Float), Length);

    /// <summary>The elements of a tensor of 64-bit integers.</summary>
    public Span<long> Longs => new(Memory(OnnxElement.Int64), Length);

    private int Length => checked((int)Count(Shape));

    /// <summary>A tensor over the first <paramref name="items"/> items of this one, in the same memory; to be disposed before this one.</summary>
    public OnnxTensor First(int items)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(items, Shape[0]);
        return new(Element, [items, .. Shape[1..]], _memory, owner: false);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _value.Dispose();
        if (_owner)
            NativeMemory.AlignedFree(_memory);
    }

    private static nuint Bytes(OnnxElement element, long[] shape) => (nuint)(Count(shape) * element switch
    {
        OnnxElement.Byte => 1,
        OnnxElement.Half => 2,
        OnnxElement.Float => 4,
        OnnxElement.Int64 => 8,
        _ => throw new OnnxException($"tensors of element type {(int)element} are not supported; float, int64, uint8 and float16 are"),
    });

    private static long Count(long[] shape)
    {
        var count = 1L;
        foreach (var size in shape)
            count *= size;
        return count;
    }

    private void* Memory(OnnxElement expected)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return Element == expected ? _memory : throw new InvalidOperationException($"the tensor holds {Element}, not {expected}");
    }
}
