using System.Globalization;

namespace EdgeWatch.CaseBridge.Filing.Open311;

/// <summary>
/// Files cases as service requests of a GeoReport v2 server (https://wiki.open311.org/GeoReport_v2) and asks for their status. The standard knows no idempotency key: the filing's id goes along in the
/// header <c>Idempotency-Key</c> and at the end of the description, and before a filing that may have arrived is sent again, the server's own list is searched for it.
/// </summary>
internal sealed class Open311Filer : ICaseFiler, IStatusSource, IDisposable
{
    private readonly FilerOptions _options;
    private readonly GeoReportForm _form;
    private readonly HttpClient _client;

    public Open311Filer(FilerOptions options)
    {
        (_options, _form) = (options, new GeoReportForm(options));
        _client = HttpAnswers.NewClient(options);
    }

    public static IEnumerable<FilerProblem> Check(FilerOptions options)
    {
        foreach (var problem in FilerRules.CheckUrl(options))
            yield return problem;
        foreach (var (service, index) in options.Services.Select((service, index) => (service, index)).Where(pair => !Catalogue.ProblemCatalogue.Knows(pair.service.Problem)))
            yield return new FilerProblem($"services[{index}].problem", service.Problem, $"write one of {string.Join(", ", Catalogue.ProblemCatalogue.All.Select(known => known.Name))}");
        if (options.AskInterval != TimeSpan.Zero && options.AskInterval < TimeSpan.FromSeconds(1))
            yield return new FilerProblem("askInterval", $"{options.AskInterval}", "write at least 1s, or 0s to ask never");
    }

    public async Task<FilingAnswer> SendAsync(Filing filing, CancellationToken stop)
    {
        if (filing.Token is { } token)
            return await RedeemAsync(token, stop);
        if (_form.Write(filing, out var flaw) is not { } fields)
            return new FilingAnswer.Refused(flaw!);
        if (filing.MayHaveArrived && await FindAsync(filing, fields["service_code"], stop) is { } found)
            return found;

        using var request = new HttpRequestMessage(HttpMethod.Post, Address("requests")) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("Idempotency-Key", filing.Id);
        var (answer, lack) = await _client.AskAsync(request, stop);
        if (answer is null)
            return lack!;
        if (!answer.IsSuccess)
            return HttpAnswers.Failure(answer, GeoReportReader.Errors(answer.Text));
        return GeoReportReader.Requests(answer.Text) is [var made, ..]
            ? Read(made)
            : new FilingAnswer.Later($"{answer} without a service request in it: {HttpAnswers.Shorten(answer.Text)}", MayHaveArrived: true, HoldsAll: false);
    }

    public async Task<StatusAnswer> AskAsync(IReadOnlyList<string> references, CancellationToken stop)
    {
        var address = references is [var only] ? Address($"requests/{Uri.EscapeDataString(only)}") : Address("requests", ("service_request_id", string.Join(',', references)));
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var (answer, lack) = await _client.AskAsync(request, stop);
        if (answer is null)
            return new StatusAnswer([], lack!.Words);
        // One that the server does not show (any more) is no reason to stop asking for others.
        if (!answer.IsSuccess && (int)answer.Status is not (404 or 410))
            return new StatusAnswer([], $"{answer}: {GeoReportReader.Errors(answer.Text) ?? HttpAnswers.Shorten(answer.Text)}");
        return new StatusAnswer([.. (answer.IsSuccess ? GeoReportReader.Requests(answer.Text) ?? [] : []).Where(request => request.Id is not null && request.Status is not null).Select(request =>
            new RequestStatus(request.Id!, request.Status != "closed", request.Notes, request.Agency, request.UpdatedAt))]);
    }

    public void Dispose() => _client.Dispose();

    private static FilingAnswer Read(GeoReportRequest made) => made switch
    {
        { Id: { } id } => new FilingAnswer.Accepted(id, made.Notice),
        { Token: { } token } => new FilingAnswer.Taken(token),
        // A blackbox service gives neither.
        _ => new FilingAnswer.Accepted(null, made.Notice),
    };

    private async Task<FilingAnswer> RedeemAsync(string token, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address($"tokens/{Uri.EscapeDataString(token)}"));
        var (answer, lack) = await _client.AskAsync(request, stop);
        if (answer is null)
            return lack!;
        if (answer.IsSuccess && GeoReportReader.Requests(answer.Text) is [{ Id: { } id } made, ..])
            return new FilingAnswer.Accepted(id, made.Notice);
        // Not numbered yet: some servers answer without an id, others do not know the token until then.
        return answer.IsSuccess || (int)answer.Status == 404
            ? new FilingAnswer.Later($"token {token} has no service request yet", MayHaveArrived: false, HoldsAll: false, answer.RetryAfter)
            : HttpAnswers.Failure(answer, GeoReportReader.Errors(answer.Text));
    }

    /// <summary>The request that an earlier attempt made; null where there is none, or the server lists none.</summary>
    private async Task<FilingAnswer?> FindAsync(Filing filing, string service, CancellationToken stop)
    {
        // Its clock and ours may differ.
        var since = filing.FirstTriedAt.AddMinutes(-10).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Get, Address("requests", ("service_code", service), ("start_date", since)));
        var (answer, lack) = await _client.AskAsync(request, stop);
        if (answer is null)
            return lack! with { MayHaveArrived = true };
        if (answer.IsSuccess)
            return GeoReportReader.Requests(answer.Text)?.FirstOrDefault(made => made.Id is not null && made.Description?.Contains(filing.Id, StringComparison.Ordinal) == true) is { } found ? Read(found) : null;
        return HttpAnswers.Failure(answer) is FilingAnswer.Later later ? later with { MayHaveArrived = true } : null;
    }

    private Uri Address(string resource, params (string Name, string Value)[] query)
    {
        var values = _options.Jurisdiction is { } jurisdiction ? query.Append(("jurisdiction_id", jurisdiction)) : query;
        var text = string.Join('&', values.Select(pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2)}"));
        return new Uri($"{_options.Url!.TrimEnd('/')}/{resource}.{_options.Format.ToString().ToLowerInvariant()}{(text.Length > 0 ? "?" : "")}{text}");
    }
}
