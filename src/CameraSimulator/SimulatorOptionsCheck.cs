namespace EdgeWatch.CameraSimulator;

/// <summary>Finds all that is wrong with options, at once.</summary>
internal static class SimulatorOptionsCheck
{
    private const int SmallestBuffer = 256 * 1024;
    private const int LargestBuffer = 64 * 1024 * 1024;

    public static void Throw(SimulatorOptions options)
    {
        var errors = Errors(options).ToList();
        if (errors.Count > 0)
            throw new ArgumentException("the camera simulator cannot start:\n" + string.Join('\n', errors), nameof(options));
    }

    private static IEnumerable<string> Errors(SimulatorOptions options)
    {
        if (options.Port is < 0 or > ushort.MaxValue)
            yield return $"Port {options.Port} is no TCP port; give 1 to 65535, or 0 for any free one";
        if (options.ClientBuffer is < SmallestBuffer or > LargestBuffer)
            yield return $"ClientBuffer {options.ClientBuffer} is out of bounds; give {SmallestBuffer} to {LargestBuffer} bytes";
        if (options.StuckAfter <= TimeSpan.Zero)
            yield return $"StuckAfter {options.StuckAfter} is not positive; give some seconds";
        foreach (var name in options.Cameras.GroupBy(camera => camera.Name).Where(group => group.Count() > 1).Select(group => group.Key))
            yield return $"two cameras are called '{name}'; give each a name of its own";
        foreach (var error in options.Cameras.SelectMany(Errors))
            yield return error;
    }

    private static IEnumerable<string> Errors(SimulatedCamera camera)
    {
        if (camera.Name.Length == 0 || !camera.Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
            yield return $"camera name '{camera.Name}' is no path; use letters, digits, '-', '_' and '.'";
        if (!File.Exists(camera.File))
            yield return $"camera '{camera.Name}': file {camera.File} does not exist; give the path of a video";
        if (camera.StartAt < TimeSpan.Zero)
            yield return $"camera '{camera.Name}': StartAt {camera.StartAt} is negative; give a position in the clip";
        if (camera.Password is not null && camera.User is null)
            yield return $"camera '{camera.Name}' has a password but no user; give both or none";
    }
}
