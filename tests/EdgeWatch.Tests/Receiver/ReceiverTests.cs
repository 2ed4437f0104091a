using System.Net;
using System.Xml.Linq;
using EdgeWatch.Receiver;

namespace EdgeWatch.EdgeWatch.Tests.Receiver;

/// <summary>The reference receiver as a GeoReport v2 server.</summary>
public sealed class ReceiverTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false });
    private readonly TempFolder _folder = new();
    private ReceiverHost _receiver = null!;

    public async Task InitializeAsync() => _receiver = await StartAsync(new ReceiverOptions(0) { File = _folder.File("requests.jsonl"), ApiKey = "k-1" });

    public async Task DisposeAsync()
    {
        await _receiver.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_request_is_taken_once_for_each_key_and_kept_over_a_restart()
    {
        (await PostAsync("json", "key-1")).Text.ShouldContain("\"service_request_id\": \"1\"");
        (await PostAsync("xml", "key-1")).Text.ShouldContain("<service_request_id>1</service_request_id>");
        (await PostAsync("json", "key-2")).Text.ShouldContain("\"service_request_id\": \"2\"");
        (await PostAsync("json", "key-1", ("description", "another"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

        await _receiver.DisposeAsync();
        // As a receiver leaves it that was killed while it wrote.
        await File.AppendAllTextAsync(_folder.File("requests.jsonl"), "{ \"number\": 3, \"fi");
        _receiver = await StartAsync(new ReceiverOptions(0) { File = _folder.File("requests.jsonl"), ApiKey = "k-1" });
        (await PostAsync("json", "key-1")).Text.ShouldContain("\"service_request_id\": \"1\"");
        _receiver.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_wrong_is_refused_with_its_code_in_the_dialect_that_was_asked_for()
    {
        (await PostAsync("json", null, ("api_key", "guess"))).ShouldSatisfyAllConditions(
            answer => answer.Status.ShouldBe(HttpStatusCode.Forbidden), answer => answer.Text.ShouldContain("\"code\": \"403\""));
        var unknown = await PostAsync("xml", null, ("service_code", "99999"));
        unknown.Status.ShouldBe(HttpStatusCode.NotFound);
        XDocument.Parse(unknown.Text).Root!.Element("error")!.Element("description")!.Value.ShouldBe("service_code 99999 was not found");
        (await PostAsync("json", null, ("service_code", ""))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync("json", null, ("lat", "north"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await GetAsync("requests/77.json")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await GetAsync("tokens/77.json")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await GetAsync("requests.yaml")).Status.ShouldBe(HttpStatusCode.NotFound);
        _receiver.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Requests_are_listed_by_id_class_time_and_status_and_the_classes_are_those_that_can_be_filed()
    {
        await PostAsync("json", "a");
        _time.Advance(TimeSpan.FromHours(1));
        await PostAsync("json", "b", ("service_code", "06010"));
        await _receiver.StepAsync("1", "handled", "swept", CancellationToken.None);
        await _receiver.StepAsync("1", "closed", null, CancellationToken.None);
        async Task<string[]> IdsAsync(string query) =>
            [.. XDocument.Parse((await GetAsync($"requests.xml?{query}")).Text).Descendants("service_request_id").Select(element => element.Value)];
        (await IdsAsync("")).ShouldBe(["2", "1"]);
        (await IdsAsync("service_request_id=1,7")).ShouldBe(["1"]);
        (await IdsAsync("service_code=06010")).ShouldBe(["2"]);
        (await IdsAsync("status=closed")).ShouldBe(["1"]);
        (await IdsAsync("start_date=2026-03-02T08:30:00Z")).ShouldBe(["2"]);
        (await IdsAsync("end_date=2026-03-02T08:30:00Z")).ShouldBe(["1"]);
        (await GetAsync("services.json")).Text.ShouldContain("\"service_code\": \"06042\"");
    }

    [Fact]
    public async Task The_page_shows_what_came_as_text_and_its_buttons_cannot_be_pressed_from_another_page()
    {
        await PostAsync("json", "a", ("description", "<script>alert(1)</script>"));
        var page = await _http.GetStringAsync(_receiver.Address);
        page.ShouldContain("&lt;script&gt;");
        page.ShouldContain("action=\"/requests/1/dispatched\"");
        page.ShouldNotContain("action=\"/requests/1/closed\"");
        using var foreign = new HttpRequestMessage(HttpMethod.Post, $"{_receiver.Address}/requests/1/dispatched") { Headers = { { "Sec-Fetch-Site", "cross-site" } } };
        (await _http.SendAsync(foreign)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await _http.PostAsync($"{_receiver.Address}/requests/1/closed", null)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await _http.PostAsync($"{_receiver.Address}/requests/1/dispatched", null)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        _receiver.Requests[0].Stage.ShouldBe("dispatched");
        using var rebound = new HttpRequestMessage(HttpMethod.Get, _receiver.Address) { Headers = { Host = "evil.example" } };
        (await _http.SendAsync(rebound)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private Task<ReceiverHost> StartAsync(ReceiverOptions options) => ReceiverHost.StartAsync(options, _time, CancellationToken.None);

    private async Task<(HttpStatusCode Status, string Text)> PostAsync(string format, string? key, params (string Name, string Value)[] changes)
    {
        var fields = new Dictionary<string, string> { ["api_key"] = "k-1", ["service_code"] = "06042", ["lat"] = "24.8", ["long"] = "118.5", ["description"] = "full" };
        foreach (var (name, value) in changes)
            fields[name] = value;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_receiver.Endpoint}/requests.{format}") { Content = new FormUrlEncodedContent(fields) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var response = await _http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task<(HttpStatusCode Status, string Text)> GetAsync(string resource)
    {
        using var response = await _http.GetAsync($"{_receiver.Endpoint}/{resource}");
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
