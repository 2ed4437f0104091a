using System.Globalization;
using Microsoft.Extensions.Logging;

namespace EdgeWatch.EdgeAgent.Views;

/// <summary>What the status says of where a camera looks.</summary>
/// <param name="IsBlind">Whether nothing can be judged by its looks: moved, carried about, out of focus.</param>
/// <param name="Since">Since when, in camera time (UTC).</param>
/// <param name="Fault">What is wrong and what to do, in words; null where nothing is.</param>
internal sealed record ViewReport(bool IsBlind, DateTimeOffset Since, string? Fault);

/// <summary>Makes a moved camera known: a line in the log, a count, and words for the status. Told by the camera's flow; <see cref="Report"/> may be asked from any thread.</summary>
internal sealed class ViewWatch(string camera, AgentMetrics metrics, ILogger<ViewWatch> logger)
{
    private const string Remedy = "Turn the camera back, or draw its zones anew in the console to confirm the view as it is now";

    private ViewReport _report = new(false, default, null);
    private bool _unconfirmed;

    public ViewReport Report => Volatile.Read(ref _report);

    public void Follow(in View view, DateTimeOffset at)
    {
        var blind = view.State is ViewState.Moved or ViewState.Blurred or ViewState.Unsteady;

        // A doubtful look settles nothing: what was said before holds until the usual view, or another one that holds, is seen.
        if (view.State == ViewState.Doubtful || (blind == Report.IsBlind && view.Unconfirmed == _unconfirmed))
            return;
        _unconfirmed = view.Unconfirmed;
        var report = new ViewReport(blind, view.Since, blind ? Words(view) : view.Unconfirmed ? WordsUnconfirmed(at) : null);
        Volatile.Write(ref _report, report);
        metrics.ViewChanged(camera, blind ? NameOf(view.State) : view.Unconfirmed ? "unconfirmed" : "usual");
        if (blind)
            Log.ViewLost(logger, camera, report.Fault!);
        else if (view.Unconfirmed)
            Log.ViewUnconfirmed(logger, camera, report.Fault!);
        else
            Log.ViewFound(logger, camera);
    }

    private static string NameOf(ViewState state) => state == ViewState.Moved ? "moved" : state == ViewState.Blurred ? "blurred" : "unsteady";

    private static string Words(in View view)
    {
        if (view.State == ViewState.Blurred)
            return Invariant($"its picture has lost most of its detail since {view.Since:u}. Clean the lens, or focus it");
        if (view.State == ViewState.Unsteady)
            return "no two looks show the same view: it is carried about or pans. Fix it, and it judges again";
        var (x, y) = (view.Shift.X, view.Shift.Y);
        if (x == 0 && y == 0)
            return Invariant($"it has shown another view since {view.Since:u}. {Remedy}");
        return Invariant($"its picture has been shifted by {Math.Abs(x):P1} of the width {(x < 0 ? "to the left" : "to the right")} and {Math.Abs(y):P1} of the height {(y < 0 ? "upwards" : "downwards")} since {view.Since:u}. {Remedy}");
    }

    private static string WordsUnconfirmed(DateTimeOffset at) =>
        Invariant($"another view than the one that the zones were drawn on was taken as the usual one at {at:u}. Check the zones and draw them anew, which confirms it");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
