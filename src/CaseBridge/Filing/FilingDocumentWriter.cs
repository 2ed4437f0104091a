using System.Text;
using EdgeWatch.CaseBridge.Api;
using EdgeWatch.CaseBridge.Catalogue;
using EdgeWatch.CaseBridge.Deduplication;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Store;
using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Filing;

/// <summary>Writes what a destination is told of a case, as the case is now.</summary>
internal sealed class FilingDocumentWriter(BridgeOptions options, CaseLocality locality)
{
    /// <summary>A person looks at two or three; more would only be heavy.</summary>
    private const int MostPictures = 6;

    /// <summary>Called within the transaction that claims the filing, before its first attempt.</summary>
    public FilingDocument Write(StoreTransaction transaction, FilingRow row)
    {
        var detail = locality.Describe(transaction.Case(row.CaseId)!);
        var change = detail.History.LastOrDefault(entry => entry.To == StateOf(row.Kind) && entry.From != entry.To);
        return new FilingDocument
        {
            Id = row.Id,
            Kind = row.Kind,
            At = change?.At ?? row.QueuedAt.FromStore(),
            Actor = change?.Actor,
            Reason = row.Reason,
            Reference = transaction.ReferenceOf(row.CaseId, row.Filer),
            Case = Describe(detail, transaction.PicturesOf(row.CaseId)),
        };
    }

    private FiledCase Describe(CaseDetail detail, IReadOnlyList<EvidenceRow> pictures)
    {
        var known = ProblemCatalogue.All.FirstOrDefault(problem => problem.Name == detail.Problem);
        var place = detail.Place?.ToWgs84();
        return new FiledCase
        {
            Id = detail.Id,
            Number = detail.Number,
            Problem = detail.Problem,
            Zh = known?.Zh ?? detail.Problem,
            En = known?.En ?? detail.Problem,
            Codes = detail.Codes,
            Description = Words(detail, known),
            Since = detail.Since,
            SeenAt = detail.SeenAt,
            OpenedAt = detail.OpenedAt,
            Place = place is { } at ? new FiledPlace(Math.Round(at.Lon, 7), Math.Round(at.Lat, 7), CoordinateSystems.Wgs84, Math.Round(at.ErrorRadius, 1)) : null,
            Address = Address(detail),
            Cell = detail.Location?.Cell,
            DutyGrid = detail.Location?.DutyGrid,
            Component = detail.Component ?? detail.Location?.Component?.Id,
            Camera = detail.CameraName ?? detail.Camera,
            Sensor = detail.SensorName ?? detail.Sensor,
            Confidence = detail.Confidence is { } confidence ? Math.Round(confidence.Posterior, 3) : null,
            DueAt = detail.Limits is [var gravest, ..] ? gravest.DueAt : null,
            RecurrenceOf = detail.RecurrenceOf,
            Pictures = [.. pictures.OrderByDescending(picture => picture.Id == $"{detail.Evidence:D}").Take(MostPictures).Select((picture, index) => Describe(picture, index))],
        };
    }

    private FiledPicture Describe(EvidenceRow picture, int index) => new(
        Guid.Parse(picture.Id), options.PublicUrl is { } address ? $"{address.TrimEnd('/')}/api/evidence/{picture.Id}" : null, $"{index + 1}.jpg", picture.FileSha256!, picture.FileBytes ?? 0,
        picture.TakenAt.FromStore(), picture.Masked == 1);

    private static string Words(CaseDetail detail, Problem? known)
    {
        var text = new StringBuilder($"{known?.Zh ?? detail.Problem} ({known?.En ?? detail.Problem})");
        text.Append($", since {detail.Since:yyyy-MM-dd HH:mm} UTC");
        if (detail.Judgement?.Found is { Length: > 0 } found)
            text.Append($": {found}");
        text.Append($". {detail.Reports} report{(detail.Reports == 1 ? "" : "s")}; ").Append(Address(detail)).Append('.');
        return text.ToString();
    }

    private static string Address(CaseDetail detail)
    {
        string?[] parts =
        [
            (detail.CameraName ?? detail.Camera) is { } camera ? $"camera {camera}" : null,
            (detail.SensorName ?? detail.Sensor) is { } sensor ? $"sensor {sensor}" : null,
            detail.Location?.Cell is { } cell ? $"cell {cell}" : null,
            detail.Location?.DutyGrid is { } grid ? $"duty grid {grid}" : null,
            detail.Component is { } component ? $"component {component}" : null,
        ];
        return string.Join(", ", parts.OfType<string>().DefaultIfEmpty($"agent {detail.Agent}"));
    }

    private static string StateOf(string kind) => kind switch
    {
        FilingKinds.Void => CaseStates.Voided,
        FilingKinds.Close => CaseStates.Closed,
        _ => CaseStates.Filed,
    };
}
