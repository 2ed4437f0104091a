using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeWatch.Mqtt.LibMosquitto;

/// <summary>
/// Waits for a socket or for <see cref="Wake"/>. poll(2) and not the library's own mosquitto_loop, which uses select(2) and so fails once the process
/// has more than 1,024 descriptors open, as an agent with hundreds of cameras may.
/// </summary>
internal sealed unsafe partial class WakeablePoll : IDisposable
{
    public const short In = 0x001;
    public const short Out = 0x004;
    private const short Trouble = 0x008 | 0x010 | 0x020;
    private const int NonBlockingCloseOnExec = 0x800 | 0x80000;
    private readonly SafeFileHandle _wake = eventfd(0, NonBlockingCloseOnExec);
    private int _woken;

    /// <summary>Ends the wait in progress or the next one; cheap when one is due already. Safe from any thread.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _woken, 1) != 0)
            return;
        try
        {
            ulong one = 1;
            _ = write(_wake, &one, sizeof(ulong));
        }
        catch (ObjectDisposedException)
        {
            // The loop has ended; there is nobody to wake.
        }
    }

    /// <summary>Waits; returns what the socket is ready for (an error or hang-up counts as readable).</summary>
    /// <param name="socket">Descriptor, or -1 to wait for <see cref="Wake"/> alone.</param>
    /// <param name="wanted"><see cref="In"/>, <see cref="Out"/>, both or none.</param>
    /// <param name="timeout">At most this long.</param>
    public short Wait(int socket, short wanted, TimeSpan timeout)
    {
        var fds = stackalloc PollFd[2] { new() { Fd = (int)_wake.DangerousGetHandle(), Events = In }, new() { Fd = socket, Events = wanted } };
        var count = poll(fds, socket >= 0 && wanted != 0 ? 2u : 1u, (int)Math.Clamp(timeout.TotalMilliseconds, 0, int.MaxValue));
        if (count > 0 && fds[0].Revents != 0)
        {
            ulong drained;
            _ = read(_wake, &drained, sizeof(ulong));
        }

        // Only now: whatever was enqueued before a Wake that this swallowed is seen by the caller, who looks at its queues next.
        Interlocked.Exchange(ref _woken, 0);
        return count <= 0 ? (short)0 : (fds[1].Revents & Trouble) != 0 ? (short)(fds[1].Revents | In) : fds[1].Revents;
    }

    public void Dispose() => _wake.Dispose();

    [LibraryImport("libc")]
    private static partial SafeFileHandle eventfd(uint initial, int flags);

    [LibraryImport("libc")]
    private static partial int poll(PollFd* fds, nuint count, int timeout);

    [LibraryImport("libc")]
    private static partial nint read(SafeFileHandle fd, void* buffer, nuint count);

    [LibraryImport("libc")]
    private static partial nint write(SafeFileHandle fd, void* buffer, nuint count);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollFd
    {
        public int Fd;
        public short Events;
        public short Revents;
    }
}
