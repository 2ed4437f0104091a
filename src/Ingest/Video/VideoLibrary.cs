namespace EdgeWatch.Ingest.Video;

/// <summary>The native library that reads video (libav), for checks before anything is opened.</summary>
public static class VideoLibrary
{
    /// <summary>Loads the library and checks its version.</summary>
    /// <exception cref="VideoException">It is missing or of an unknown major version; the message names what to install.</exception>
    public static void EnsureLoaded() => LibAv.LibAv.EnsureLoaded();

    /// <summary>The version of libavformat: 59.27.100.</summary>
    /// <exception cref="VideoException">The library is missing or of an unknown major version.</exception>
    public static Version Version
    {
        get
        {
            EnsureLoaded();
            var version = LibAv.AvFormat.Version();
            return new((int)(version >> 16), (int)(version >> 8) & 0xFF, (int)version & 0xFF);
        }
    }
}
