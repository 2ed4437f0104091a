using System.Runtime.InteropServices;

namespace EdgeWatch.EdgeAgent.Onnx;

/// <summary>A run prepared once: a session with the tensors it reads and writes. Running it allocates nothing managed.</summary>
internal sealed unsafe class OnnxCall : IDisposable
{
    private readonly OnnxLibrary _library = OnnxLibrary.Current;
    private readonly OnnxSession _session;
    private readonly OnnxTensor[] _inputs;
    private readonly OnnxTensor[] _outputs;

    /// <summary>Input names, output names, input values, output values: one block of pointers each, in this order.</summary>
    private readonly nint* _pointers;

    private bool _disposed;

    /// <param name="session">Stays the caller's.</param>
    /// <param name="inputs">One per input, in the session's order; stay the caller's.</param>
    /// <param name="outputs">One per output, in the session's order, of the shape that the run will give; none: the library allocates (see <see cref="Probe"/>).</param>
    public OnnxCall(OnnxSession session, OnnxTensor[] inputs, OnnxTensor[] outputs)
    {
        var (ins, outs) = (session.Inputs.Count, session.Outputs.Count);
        if (inputs.Length != ins || (outputs.Length != outs && outputs.Length != 0))
            throw new ArgumentException($"{session.Path} has {ins} inputs and {outs} outputs; {inputs.Length} and {outputs.Length} tensors were given");
        (_session, _inputs, _outputs) = (session, inputs, outputs);
        _pointers = (nint*)NativeMemory.AllocZeroed((nuint)(2 * (ins + outs)), (nuint)sizeof(nint));
        for (var i = 0; i < ins; i++)
            (_pointers[i], _pointers[ins + outs + i]) = (Marshal.StringToCoTaskMemUTF8(session.Inputs[i].Name), inputs[i].Value);
        for (var i = 0; i < outs; i++)
            _pointers[ins + i] = Marshal.StringToCoTaskMemUTF8(session.Outputs[i].Name);
        for (var i = 0; i < outputs.Length; i++)
            OutputValues[i] = outputs[i].Value;
    }

    private nint* OutputValues => _pointers + 2 * _session.Inputs.Count + _session.Outputs.Count;

    /// <summary>Runs once with outputs that the library allocates, and says what they are: free dimensions are known only then.</summary>
    public static IReadOnlyList<OnnxTensorInfo> Probe(OnnxSession session, OnnxTensor[] inputs)
    {
        using var call = new OnnxCall(session, inputs, []);
        call.Run();
        var library = call._library;
        var found = new List<OnnxTensorInfo>();
        for (var i = 0; i < session.Outputs.Count; i++)
        {
            using var value = new OrtHandle(call.OutputValues[i], library.Api.ReleaseValue);
            call.OutputValues[i] = 0;
            nint info;
            library.Check(library.Api.GetTensorTypeAndShape(value.Value, &info));
            using var owned = new OrtHandle(info, library.Api.ReleaseTensorTypeAndShapeInfo);
            found.Add(OnnxSession.ReadInfo(library, session.Outputs[i].Name, info));
        }

        return found;
    }

    /// <summary>Runs the model. Not to be called from two threads at once.</summary>
    public void Run()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var (ins, outs) = (_session.Inputs.Count, _session.Outputs.Count);
        _library.Check(_library.Api.Run(
            _session.Value, 0, (byte**)_pointers, _pointers + ins + outs, (nuint)ins, (byte**)(_pointers + ins), (nuint)outs, OutputValues));
        GC.KeepAlive(_inputs);
        GC.KeepAlive(_outputs);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        for (var i = 0; i < _session.Inputs.Count + _session.Outputs.Count; i++)
            Marshal.FreeCoTaskMem(_pointers[i]);
        NativeMemory.Free(_pointers);
    }
}
