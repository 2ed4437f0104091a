using EdgeWatch.Contracts;

namespace EdgeWatch.CaseBridge.Intake;

/// <summary>Checks each kind of message; a flawed one becomes malformed.</summary>
internal static class MessageValidator
{
    public static Message Validate(Message message) =>
        Flaw(message) is { } flaw ? new MalformedMessage(message.Waiting, message.Id, flaw)
        : message is SensorPageMessage sensors ? sensors with { Page = SensorPageValidator.WithoutFlaws(sensors.Page) }
        : message;

    private static string? Flaw(Message message) => message switch
    {
        CandidateMessage { Candidate: var candidate } => CandidateValidator.Flaw(candidate, message.Waiting.Agent),
        PictureMessage => PictureFlaw(message.Waiting.Payload),
        SampleMessage { Sample: var sample } => AgentFlaw(sample.Agent, message) ?? SampleFlaw(sample),
        ReportMessage { Report: var report } => AgentFlaw(report.Agent, message) ?? ReportFlaw(report),
        StatusMessage { Status: var status } => AgentFlaw(status.Agent, message)
            ?? (status.Cameras.FirstOrDefault(camera => !Identifiers.IsValid(camera.Camera)) is { } bad ? $"camera '{bad.Camera}' is no id of the form {Identifiers.Pattern}" : null),
        SensorPageMessage { Page: var page } sensors => AgentFlaw(page.Agent, message) ?? SensorPageValidator.Flaw(page, sensors.Number),
        _ => null,
    };

    private static string? AgentFlaw(string agent, Message message) =>
        agent == message.Waiting.Agent ? null : $"agent '{agent}' published on the topic of '{message.Waiting.Agent}'";

    // FF D8 FF begins every JPEG (ITU-T T.81, markers SOI and the next).
    private static string? PictureFlaw(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > ContractLimits.EvidenceBytes)
            return $"the picture has {bytes.Length} bytes, more than the {ContractLimits.EvidenceBytes} allowed";
        return bytes.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? null : $"the {bytes.Length} bytes are no JPEG";
    }

    private static string? ReportFlaw(ZeroReport report)
    {
        if (report.From > report.To)
            return $"from {report.From:O} is after to {report.To:O}";
        if (report.ByCamera?.FirstOrDefault(camera => !Identifiers.IsValid(camera.Camera) || camera.Due < 0 || camera.Made < 0) is { } bad)
            return $"camera '{bad.Camera}' with {bad.Due} looks due and {bad.Made} made is no id of the form {Identifiers.Pattern}, or a count is below 0";
        return report.ByCamera?.GroupBy(camera => camera.Camera).FirstOrDefault(same => same.Count() > 1) is { } twice ? $"camera '{twice.Key}' stands twice in byCamera" : null;
    }

    private static string? SampleFlaw(ScoreSample sample)
    {
        if (!Identifiers.IsValid(sample.Camera))
            return $"camera '{sample.Camera}' is no id of the form {Identifiers.Pattern}";
        if (sample.Score is not (>= 0 and <= 1) || sample.Threshold is not (>= 0 and <= 1))
            return $"score {sample.Score} or threshold {sample.Threshold} is outside 0..1";
        if (sample.SamplingProbability is not (> 0 and <= 1))
            return $"samplingProbability {sample.SamplingProbability} is not in (0, 1]";
        if (sample.Class?.Length > ContractLimits.StringLength || sample.Model.Length > ContractLimits.StringLength)
            return $"class or model is longer than the {ContractLimits.StringLength} characters allowed";
        return sample.Picture is { } picture ? PictureFlaw(picture) : null;
    }
}
