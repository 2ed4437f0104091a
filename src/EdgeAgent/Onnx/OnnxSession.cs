using System.Runtime.InteropServices;
using System.Text;

namespace EdgeWatch.EdgeAgent.Onnx;

/// <summary>A model opened for running on the CPU. Runs may be made from one thread at a time.</summary>
internal sealed unsafe class OnnxSession : IDisposable
{
    private const int AllOptimisations = 99;

    private readonly OnnxLibrary _library;
    private readonly OrtHandle _session;

    private OnnxSession(OnnxLibrary library, nint session, string path)
    {
        _library = library;
        _session = new OrtHandle(session, library.Api.ReleaseSession);
        Path = path;
        nuint inputs, outputs;
        library.Check(library.Api.SessionGetInputCount(session, &inputs));
        library.Check(library.Api.SessionGetOutputCount(session, &outputs));
        Inputs = [.. Enumerable.Range(0, (int)inputs).Select(index => Describe(index, input: true))];
        Outputs = [.. Enumerable.Range(0, (int)outputs).Select(index => Describe(index, input: false))];
    }

    public string Path { get; }

    public IReadOnlyList<OnnxTensorInfo> Inputs { get; }

    public IReadOnlyList<OnnxTensorInfo> Outputs { get; }

    /// <summary>OrtSession.</summary>
    public nint Value => _session.Value;

    /// <summary>Opens a model.</summary>
    /// <param name="path">The .onnx file.</param>
    /// <param name="threads">Threads that one run uses, the calling one included.</param>
    /// <exception cref="OnnxException">The library is missing, or the file is no model that it can run.</exception>
    public static OnnxSession Open(string path, int threads)
    {
        var library = OnnxLibrary.Current;
        var api = library.Api;
        using var options = CreateOptions(library, threads);
        nint session;
        fixed (byte* file = Utf8(path))
        {
            var status = api.CreateSession(library.EnvironmentHandle, file, options.Value, &session);
            GC.KeepAlive(options);
            try
            {
                library.Check(status);
            }
            catch (OnnxException error)
            {
                throw new OnnxException($"{path} cannot be opened as a model: {error.Message}", error);
            }
        }

        return new OnnxSession(library, session, path);
    }

    /// <summary>Session options: all graph optimisations, no spinning between runs (a street box has other work for its cores).</summary>
    public static OrtHandle CreateOptions(OnnxLibrary library, int threads)
    {
        var api = library.Api;
        nint value;
        library.Check(api.CreateSessionOptions(&value));
        var options = new OrtHandle(value, api.ReleaseSessionOptions);
        library.Check(api.SetIntraOpNumThreads(value, threads));
        library.Check(api.SetInterOpNumThreads(value, 1));
        library.Check(api.SetSessionGraphOptimizationLevel(value, AllOptimisations));
        fixed (byte* key = "session.intra_op.allow_spinning"u8, off = "0"u8)
            library.Check(api.AddSessionConfigEntry(value, key, off));
        return options;
    }

    /// <summary>What the weights' metadata says under <paramref name="key"/>; null where it says nothing.</summary>
    public string? Metadata(string key)
    {
        var api = _library.Api;
        nint metadata;
        _library.Check(api.SessionGetModelMetadata(Value, &metadata));
        using var owned = new OrtHandle(metadata, api.ReleaseModelMetadata);
        byte* text;
        fixed (byte* name = Utf8(key))
            _library.Check(api.ModelMetadataLookupCustomMetadataMap(owned.Value, _library.Allocator, name, &text));
        return text is null ? null : Take(text);
    }

    public void Dispose() => _session.Dispose();

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text + '\0');

    private OnnxTensorInfo Describe(int index, bool input)
    {
        var api = _library.Api;
        byte* name;
        nint type, tensor;
        var place = (nuint)index;
        _library.Check(input
            ? api.SessionGetInputName(Value, place, _library.Allocator, &name)
            : api.SessionGetOutputName(Value, place, _library.Allocator, &name));
        var text = Take(name);
        _library.Check(input ? api.SessionGetInputTypeInfo(Value, place, &type) : api.SessionGetOutputTypeInfo(Value, place, &type));
        using var owned = new OrtHandle(type, api.ReleaseTypeInfo);
        _library.Check(api.CastTypeInfoToTensorInfo(owned.Value, &tensor));
        if (tensor == 0)
            throw new OnnxException($"{Path}: {text} is not a tensor; only models with tensors in and out are supported");
        return ReadInfo(_library, text, tensor);
    }

    /// <summary>Reads an OrtTensorTypeAndShapeInfo.</summary>
    internal static OnnxTensorInfo ReadInfo(OnnxLibrary library, string name, nint info)
    {
        int element;
        nuint count;
        library.Check(library.Api.GetTensorElementType(info, &element));
        library.Check(library.Api.GetDimensionsCount(info, &count));
        var shape = new long[count];
        fixed (long* sizes = shape)
            library.Check(library.Api.GetDimensions(info, sizes, count));
        return new OnnxTensorInfo(name, (OnnxElement)element, shape);
    }

    /// <summary>Reads a string of the library's and frees it.</summary>
    private string Take(byte* text)
    {
        var value = Marshal.PtrToStringUTF8((nint)text) ?? "";
        _library.Check(_library.Api.AllocatorFree(_library.Allocator, text));
        return value;
    }
}
