using System.Runtime.InteropServices;

namespace EdgeWatch.Ingest.Video.LibAv;

/// <summary>libswscale: pixel format conversion.</summary>
internal static unsafe partial class SwScale
{
    public const string Library = "libswscale.so.6";

    [LibraryImport(Library, EntryPoint = "swscale_version")]
    public static partial uint Version();

    [LibraryImport(Library, EntryPoint = "sws_getContext")]
    public static partial nint GetContext(
        int fromWidth, int fromHeight, int fromFormat, int toWidth, int toHeight, int toFormat, int flags, nint fromFilter, nint toFilter, double* parameters);

    [LibraryImport(Library, EntryPoint = "sws_setColorspaceDetails")]
    public static partial int SetColorspaceDetails(
        ScalerHandle context, int* fromTable, int fromRange, int* toTable, int toRange, int brightness, int contrast, int saturation);

    [LibraryImport(Library, EntryPoint = "sws_getCoefficients")]
    public static partial int* GetCoefficients(int colorSpace);

    [LibraryImport(Library, EntryPoint = "sws_scale")]
    public static partial int Scale(
        ScalerHandle context, nint* from, int* fromStride, int firstRow, int rows, nint* to, int* toStride);

    [LibraryImport(Library, EntryPoint = "sws_freeContext")]
    public static partial void FreeContext(nint context);
}
