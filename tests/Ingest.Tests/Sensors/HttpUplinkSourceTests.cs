using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using EdgeWatch.Ingest.Sensors;

namespace EdgeWatch.Ingest.Tests.Sensors;

public sealed class HttpUplinkSourceTests : UplinkSourceSuite
{
    private const string Token = "0123456789-a-token-of-ours";
    private readonly int _port = FreePort();
    private readonly HttpClient _client = new();

    public override Task InitializeAsync()
    {
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return Task.CompletedTask;
    }

    public override Task DisposeAsync()
    {
        _client.Dispose();
        return base.DisposeAsync();
    }

    private protected override UplinkSourceOptions Options => new()
    {
        Name = "push", Kind = UplinkSourceKind.Http, Format = UplinkFormat.ChirpStack, Listen = $"http://127.0.0.1:{_port}", Token = Token, MaxBodyKilobytes = 4,
        ReconnectDelay = TimeSpan.FromMilliseconds(50), ReconnectLimit = TimeSpan.FromMilliseconds(200),
    };

    private protected override string[] Secrets => [Token];

    private protected override async Task SendAsync(Listening listening, int count)
    {
        await listening.LiveAsync();
        for (var i = 0; i < count; i++)
            (await PostAsync("uplinks?event=up", $"{{\"n\":{i}}}")).Status.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task An_uplink_of_ChirpStacks_HTTP_integration_keeps_its_event_in_the_address()
    {
        await using var listening = new Listening(Rig.Open(Options));
        await listening.LiveAsync();
        await PostAsync("chirpstack?event=up", "{}");
        await listening.CameAsync(1);
        listening.Uplinks[0].Address.ShouldBe("chirpstack?event=up");
    }

    [Fact]
    public async Task A_device_may_stand_in_the_path()
    {
        var options = Options with { Format = UplinkFormat.Plain, Topics = ["wells/{device}"] };
        await using var listening = new Listening(Rig.Open(options));
        await listening.LiveAsync();
        await PostAsync("wells/w-1", """{"tilt": 3}""");
        await listening.CameAsync(1);
        Rig.Decoder(options, new SensorDevice("w-1", "manhole-json")).Decode(listening.Uplinks[0]).Readings.ShouldHaveSingleItem().Value.ShouldBe(3);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer 0123456789-a-token-of-others")]
    [InlineData("Bearer ")]
    [InlineData("Basic 0123456789-a-token-of-ours")]
    [InlineData("Bearer 0123456789-a-token-of-our")]
    public async Task Who_does_not_show_the_token_is_turned_away(string? header)
    {
        await using var listening = new Listening(Rig.Open(Options));
        await listening.LiveAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Options.Listen}/up") { Content = new StringContent("{}") };
        using var stranger = new HttpClient();
        if (header is not null)
            request.Headers.TryAddWithoutValidation("Authorization", header);
        using var answer = await stranger.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Authorization: Bearer");
        listening.Uplinks.ShouldBeEmpty();
        Rig.Counted("edgewatch.ingest.http.answers push 401").ShouldBe(1);
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest, "the body is empty")]
    [InlineData("{\"half\":", HttpStatusCode.BadRequest, "no JSON")]
    [InlineData("\u0012\u0003abc", HttpStatusCode.BadRequest, "set the sender's encoding to JSON")]
    public async Task What_is_no_JSON_is_refused_with_the_reason(string body, HttpStatusCode status, string words)
    {
        await using var listening = new Listening(Rig.Open(Options));
        await listening.LiveAsync();
        var (answer, text) = await PostAsync("up", body);
        answer.ShouldBe(status);
        text.ShouldContain(words);
        listening.Uplinks.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_with_the_limit()
    {
        await using var listening = new Listening(Rig.Open(Options));
        await listening.LiveAsync();
        var (status, text) = await PostAsync("up", $"[\"{new string('x', 5000)}\"]");
        status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        text.ShouldContain("larger than 4 KiB");
    }

    [Fact]
    public async Task Uplinks_are_sent_by_POST_only()
    {
        await using var listening = new Listening(Rig.Open(Options));
        await listening.LiveAsync();
        using var answer = await _client.GetAsync($"{Options.Listen}/up");
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task A_queue_that_stays_full_asks_the_sender_to_come_again()
    {
        var time = new ManualTime();
        await using var source = Rig.Open(Options with { Queue = 16 }, time);
        using var stop = new CancellationTokenSource();
        await using var uplinks = source.ReadAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        var first = uplinks.MoveNextAsync();
        await Eventually.TrueAsync(() => source.Status.Live, "live");
        for (var i = 0; i < 17; i++)
            (await PostAsync("up", "{}")).Status.ShouldBe(HttpStatusCode.Accepted);
        (await first).ShouldBeTrue();
        var waiting = PostAsync("up", "{}");
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return waiting.IsCompleted;
            },
            "an answer");
        (await waiting).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        source.Status.Received.ShouldBe(17);
        await stop.CancelAsync();
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_and_listened_at_once_it_is_free()
    {
        var occupant = new TcpListener(IPAddress.Loopback, _port);
        occupant.Start();
        await using var listening = new Listening(Rig.Open(Options));
        await Eventually.TrueAsync(() => listening.Status.LastError?.Contains("cannot listen", StringComparison.Ordinal) == true, "said");
        listening.Status.Live.ShouldBeFalse();
        occupant.Stop();
        await listening.LiveAsync();
        (await PostAsync("up", "{}")).Status.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Bytes_are_taken_where_the_format_is_bytes()
    {
        await using var listening = new Listening(Rig.Open(Options with { Format = UplinkFormat.MilesightNb }));
        await listening.LiveAsync();
        using var content = new ByteArrayContent([2, 0, 1]);
        using var answer = await _client.PostAsync($"{Options.Listen}/nb", content);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    private async Task<(HttpStatusCode Status, string Text)> PostAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _client.PostAsync($"{Options.Listen}/{path}", content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
