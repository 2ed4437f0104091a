using System.Runtime.InteropServices;

namespace EdgeWatch.EdgeAgent.Onnx;

/// <summary>
/// The loaded library, its functions and its one environment. All of it stays for the life of the process: ONNX Runtime's own threads may still
/// run while a process ends, so unloading gains nothing and can crash.
/// </summary>
internal sealed unsafe class OnnxLibrary
{
    /// <summary>Names the library file of a vendor's own build (Jetson, OpenVINO, CUDA).</summary>
    public const string PathVariable = "EDGEWATCH_ONNXRUNTIME";

    private const string FileName = "libonnxruntime.so.1";

    /// <summary>The table of 1.16 holds every function used here, so that a vendor's older build serves too.</summary>
    private const uint ApiVersion = 16;

    private const int LogErrorsOnly = 3;

    private static readonly Lazy<OnnxLibrary> Loaded = new(() => Load(Environment.GetEnvironmentVariable(PathVariable), AppContext.BaseDirectory));

    private OnnxLibrary(nint module, string path)
    {
        var getBase = (delegate* unmanaged<nint*>)NativeLibrary.GetExport(module, "OrtGetApiBase");
        var (getApi, getVersion) = (getBase()[0], getBase()[1]);
        Path = path;
        Version = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)getVersion)()) ?? "unknown";
        var table = ((delegate* unmanaged<uint, nint*>)getApi)(ApiVersion);
        if (table is null)
            throw new OnnxException($"{path} is ONNX Runtime {Version}; 1.{ApiVersion} or later is needed. {Remedy}");
        Api = new OrtApi(table);
        nint environment, allocator, memory;
        fixed (byte* name = "edgewatch"u8)
            Check(Api.CreateEnv(LogErrorsOnly, name, &environment));
        Check(Api.GetAllocatorWithDefaultOptions(&allocator));
        Check(Api.CreateCpuMemoryInfo(0, 0, &memory));
        (EnvironmentHandle, Allocator, CpuMemory) = (environment, allocator, memory);
    }

    /// <summary>The library, loaded on first use.</summary>
    /// <exception cref="OnnxException">It is missing or too old.</exception>
    public static OnnxLibrary Current => Loaded.Value;

    public OrtApi Api { get; }

    /// <summary>Such as 1.30.0.</summary>
    public string Version { get; }

    /// <summary>The file that was loaded.</summary>
    public string Path { get; }

    /// <summary>OrtEnv.</summary>
    public nint EnvironmentHandle { get; }

    /// <summary>OrtAllocator of the strings that the library returns.</summary>
    public nint Allocator { get; }

    /// <summary>OrtMemoryInfo of ordinary memory.</summary>
    public nint CpuMemory { get; }

    private static string Remedy =>
        "Start with ./edgewatch, which installs it, or run `npm ci --ignore-scripts` in src/EdgeAgent/Onnx/native and build again; " +
        $"a vendor's own build is named by the environment variable {PathVariable}.";

    /// <summary>Loads the file that <paramref name="vendorPath"/> names, else the one beside the program, else the system's.</summary>
    /// <param name="vendorPath">Value of <see cref="PathVariable"/>.</param>
    /// <param name="programFolder">Folder of the program.</param>
    /// <param name="systemName">As the system's folders have it.</param>
    public static OnnxLibrary Load(string? vendorPath, string programFolder, string systemName = FileName)
    {
        if (vendorPath is { Length: > 0 })
        {
            return TryOpen(vendorPath, out var vendor)
                ? vendor
                : throw new OnnxException($"{PathVariable} names {vendorPath}, which is not a library that can be loaded. Correct it, or unset it. {Remedy}");
        }

        var beside = System.IO.Path.Combine(programFolder, FileName);
        return TryOpen(beside, out var own) || TryOpen(systemName, out own)
            ? own
            : throw new OnnxException($"ONNX Runtime was not found: neither {beside} nor {systemName} in the system's library folders. {Remedy}");
    }

    /// <summary>Throws what a status says, and releases it.</summary>
    public void Check(nint status)
    {
        if (status == 0)
            return;
        var message = Marshal.PtrToStringUTF8((nint)Api.GetErrorMessage(status));
        Api.ReleaseStatus(status);
        throw new OnnxException($"ONNX Runtime: {message}");
    }

    private static bool TryOpen(string path, out OnnxLibrary library)
    {
        library = null!;
        if (!NativeLibrary.TryLoad(path, out var module))
            return false;
        library = new OnnxLibrary(module, path);
        return true;
    }
}
