using System.Diagnostics;
using EdgeWatch.Figures;
using EdgeWatch.Local;
using EdgeWatch.Terminal;

namespace EdgeWatch.Bench;

/// <summary>
/// What a camera costs: the agent beside (a) a bare loop that demuxes, decodes one key frame and runs the same session, and (b) ffmpeg decoding
/// everything at 5 fps with scaling, as a recorder does. All see the same cameras; each is measured alone, one after the other, in turns.
/// </summary>
internal sealed class DensityBench(DensityPlan plan, TimeProvider time)
{
    private const int RecorderCameras = 3;

    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken stop)
    {
        Directory.CreateDirectory(plan.Folder);
        var clip = await DensityClip.MakeAsync(plan.Folder, plan.Source, stop);
        await using var children = new Children(plan.Folder);
        var (rtsp, broker) = (LocalBroker.FreePort(), LocalBroker.FreePort());
        await using var mosquitto = await LocalBroker.StartAsync(Path.Combine(plan.Folder, "broker"), broker, stop);
        children.StartSelf("simulator", "simulate", clip, "--port", $"{rtsp}", "--copies", $"{plan.Cameras}");
        while (!await LocalBroker.AcceptsAsync("127.0.0.1", rtsp, stop))
            stop.ThrowIfCancellationRequested();
        var urls = Enumerable.Range(1, plan.Cameras).Select(index => $"rtsp://127.0.0.1:{rtsp}/density-1080p25-{index}").ToArray();

        var (agent, bare, recorder) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 1; round <= plan.Rounds; round++)
        {
            Screen.Instance.Line($"round {round} of {plan.Rounds}");
            agent.Add(await MeasureAsync(children, [StartAgent(children, urls, broker)], plan.Cameras, stop));
            bare.Add(await MeasureAsync(children, [StartBare(children, urls)], plan.Cameras, stop));
            recorder.Add(await MeasureAsync(children, [.. urls.Take(RecorderCameras).Select((url, index) => StartRecorder(children, url, index))], Math.Min(RecorderCameras, plan.Cameras), stop));
        }

        return Figures(agent.Min(), bare.Min(), recorder.Min());
    }

    /// <summary>CPU share of one core per camera, in steady state.</summary>
    private async Task<double> MeasureAsync(Children children, IReadOnlyList<Process> processes, int cameras, CancellationToken stop)
    {
        await Task.Delay(plan.WarmUp, time, stop);
        var share = await new ProcessMeter(processes).MeasureAsync(plan.Window, time, stop) / cameras;
        foreach (var process in processes)
            await children.StopAsync(process);
        return share;
    }

    private Process StartAgent(Children children, string[] urls, int broker)
    {
        var file = Path.Combine(plan.Folder, "agent.yaml");
        File.WriteAllText(file, DensityPlan.AgentFile(urls, broker, Path.Combine(plan.Folder, $"agent-{Guid.NewGuid():N}"), plan));
        return children.StartSelf("agent", "agent", "--config", file);
    }

    private Process StartBare(Children children, string[] urls) =>
        children.StartSelf("bare", ["bench", "bare", "--model", plan.Model, "--cadence", $"{plan.Cadence.TotalSeconds}", .. urls]);

    private static Process StartRecorder(Children children, string url, int index) => children.Start($"recorder-{index}", "ffmpeg",
        ["-nostdin", "-v", "error", "-threads", "1", "-rtsp_transport", "tcp", "-i", url, "-vf", "fps=5,scale=640:360", "-f", "rawvideo", "-y", "/dev/null"]);

    private IReadOnlyList<Figure> Figures(double agent, double bare, double recorder) =>
    [
        new("density.cameras", plan.Cameras, "1"),
        new("density.costPerCamera", 100 * agent, "% of a core"),
        new("density.barePerCamera", 100 * bare, "% of a core"),
        new("density.recorderPerCamera", 100 * recorder, "% of a core"),
        new("density.ratioToBareLimit", agent / bare, "1"),
        new("density.ratioToNvr", agent / recorder, "1"),
    ];
}
