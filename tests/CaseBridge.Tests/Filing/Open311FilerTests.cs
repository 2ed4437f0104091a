using System.Net;
using System.Net.Sockets;
using EdgeWatch.CaseBridge.Filing;
using EdgeWatch.CaseBridge.Filing.Open311;
using EdgeWatch.Contracts;
using Microsoft.AspNetCore.Http;

namespace EdgeWatch.CaseBridge.Tests.Filing;

/// <summary>The GeoReport v2 client against real HTTP: both dialects, tokens, and everything that a platform can do wrong.</summary>
public sealed class Open311FilerTests
{
    private const string Made = """[{ "service_request_id": 4711, "service_notice": "thank you", "account_id": null }]""";

    [Theory]
    [InlineData(GeoReportFormat.Json, Made)]
    [InlineData(GeoReportFormat.Xml, """<?xml version="1.0" encoding="utf-8"?><service_requests><request><service_request_id>4711</service_request_id><service_notice/></request></service_requests>""")]
    // Some servers answer in the other dialect, or without the list.
    [InlineData(GeoReportFormat.Json, """<service_requests xmlns="http://wiki.open311.org/GeoReport_v2"><request><service_request_id>4711</service_request_id></request></service_requests>""")]
    [InlineData(GeoReportFormat.Json, """{ "service_requests": [{ "service_request_id": "4711" }] }""")]
    [InlineData(GeoReportFormat.Json, """{ "service_request_id": "4711" }""")]
    internal async Task A_case_is_posted_as_a_form_and_its_number_is_read_in_every_dialect(GeoReportFormat format, string answer)
    {
        await using var platform = await ScriptedPlatform.StartAsync((201, answer));
        using var filings = Start(platform, options => options with
        {
            Format = format, ApiKey = "k-1", Jurisdiction = "city.example",
            Attributes = [new AttributeOptions { Code = "NO", Field = "number" }, new AttributeOptions { Code = "GRID", Field = "cell" }],
        });
        var id = await filings.FileAsync(picture: CandidateFactory.Picture(1));
        await TestFilings.DrainAsync(filings.Lane());

        var seen = platform.Seen.ShouldHaveSingleItem();
        (seen.Method, seen.Path, seen.Query).ShouldBe(("POST", $"/v2/requests.{format.ToString().ToLowerInvariant()}", "?jurisdiction_id=city.example"));
        seen.Headers["Content-Type"].ShouldStartWith("application/x-www-form-urlencoded");
        seen.Headers["Idempotency-Key"].ShouldBe($"{filings.Filings[0].Id}");
        (seen.Form["api_key"], seen.Form["jurisdiction_id"], seen.Form["service_code"], seen.Form["attribute[NO]"]).ShouldBe(("k-1", "city.example", "06042", "1"));
        seen.Form["media_url"].ShouldStartWith("https://cases.example/api/evidence/");
        seen.Form["address_string"].ShouldBe("camera camera-1");
        seen.Form["description"].ShouldContain("垃圾");
        seen.Form["description"].ShouldEndWith($"EdgeWatch case 1, filing {filings.Filings[0].Id}");
        seen.Form.Keys.ShouldNotContain("attribute[GRID]");
        filings.Case(id).References.ShouldHaveSingleItem().Reference.ShouldBe("4711");
        filings.Filings[0].Answer.ShouldBe(answer == Made ? "thank you" : null);
    }

    [Fact]
    public async Task The_place_is_filed_in_WGS84_whatever_it_was_reported_in()
    {
        await using var platform = await ScriptedPlatform.StartAsync((200, Made));
        using var filings = Start(platform);
        await filings.Intake.TakeAsync(filings.Factory.Opened(place: new Place(116.404, 39.915, CoordinateSystems.Gcj02, 12, "zone")));
        filings.Judge(filings.Intake.Only.Id.ToString());
        filings.Time.Advance(FilingRows.HeldFor);
        await TestFilings.DrainAsync(filings.Lane());
        // By Gcj02: about 0.0062 degrees west and 0.0014 south of what the map's system says.
        double.Parse(platform.Seen[0].Form["long"]).ShouldBe(116.39775, 0.0001);
        double.Parse(platform.Seen[0].Form["lat"]).ShouldBe(39.91359, 0.0001);
    }

    [Fact]
    public async Task A_token_is_redeemed_for_the_number_once_there_is_one()
    {
        await using var platform = await ScriptedPlatform.StartAsync(
            (200, """[{ "token": "t/1" }]"""), (404, """[{ "code": 404, "description": "no such token" }]"""), (200, """[{ "service_request_id": null, "token": "t/1" }]"""), (200, """[{ "service_request_id": 9, "token": "t/1" }]"""));
        using var filings = Start(platform);
        var id = await filings.FileAsync();
        var lane = filings.Lane();
        for (var turn = 0; turn < 200 && filings.Filings[0].State == FilingStates.Waiting; turn++)
        {
            await TestFilings.DrainAsync(lane);
            filings.Time.Advance(TimeSpan.FromSeconds(5));
        }

        filings.Case(id).References.ShouldHaveSingleItem().Reference.ShouldBe("9");
        platform.Seen.Select(seen => $"{seen.Method} {seen.Path}").ShouldBe(["POST /v2/requests.json", "GET /v2/tokens/t%2F1.json", "GET /v2/tokens/t%2F1.json", "GET /v2/tokens/t%2F1.json"]);
    }

    [Theory]
    [InlineData(400, """[{ "code": 400, "description": "service_code was not provided" }]""", "HTTP 400: 400: service_code was not provided")]
    [InlineData(403, "<errors><error><code>403</code><description>Invalid api_key received</description></error></errors>", "HTTP 403: 403: Invalid api_key received")]
    [InlineData(404, "<html><title>Not found</title></html>", "HTTP 404: <html><title>Not found</title></html>")]
    [InlineData(422, "", "HTTP 422: (no words)")]
    public async Task A_refusal_is_final_and_stands_in_the_platforms_words(int status, string body, string words)
    {
        await using var platform = await ScriptedPlatform.StartAsync((status, body));
        using var filings = Start(platform);
        await filings.FileAsync();
        await TestFilings.DrainAsync(filings.Lane());
        (filings.Filings[0].State, filings.Filings[0].Answer).ShouldBe((FilingStates.Dead, words));
    }

    [Fact]
    public async Task A_redirect_is_not_followed_but_named()
    {
        await using var platform = await ScriptedPlatform.StartAsync((_, context) =>
        {
            context.Response.Redirect("https://elsewhere.example/v2");
            return Task.CompletedTask;
        });
        using var filings = Start(platform);
        await filings.FileAsync();
        await TestFilings.DrainAsync(filings.Lane());
        filings.Filings[0].Answer.ShouldBe("HTTP 302: it is at https://elsewhere.example/v2 now; write that as its url");
    }

    [Fact]
    public async Task A_platform_that_is_down_is_waited_for_and_gets_the_case_once_it_is_up()
    {
        var port = FreePort();
        using var filings = new TestFilings(null, Options($"http://127.0.0.1:{port}/v2"));
        await filings.FileAsync();
        var lane = filings.Lane();
        await TestFilings.DrainAsync(lane);
        (filings.Filings[0].State, filings.Filings[0].MayHaveArrived).ShouldBe((FilingStates.Waiting, false));
        filings.Intake.Store.Read(transaction => transaction.Filings(null, null, 1, null)).Filers[0].Trouble.ShouldNotBeNull().ShouldContain("refused");

        await using var platform = await ScriptedPlatform.StartAsync((_, context) => context.Response.WriteAsync(Made), port);
        filings.Time.Advance(TimeSpan.FromMinutes(1));
        await TestFilings.DrainAsync(lane);
        filings.Filings[0].State.ShouldBe(FilingStates.Sent);
        // It never left, so that nothing had to be looked for.
        platform.Seen.ShouldHaveSingleItem().Method.ShouldBe("POST");
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_busy_platform_is_left_alone_for_as_long_as_it_asks(int status)
    {
        var posts = 0;
        await using var platform = await ScriptedPlatform.StartAsync((_, context) =>
        {
            context.Response.StatusCode = ++posts == 1 ? status : 200;
            context.Response.Headers.RetryAfter = "120";
            return context.Response.WriteAsync(Made);
        });
        using var filings = Start(platform);
        await filings.ConfirmAsync();
        await filings.FileAsync();
        var lane = filings.Lane();
        await TestFilings.DrainAsync(lane);
        filings.Time.Advance(TimeSpan.FromSeconds(119));
        await TestFilings.DrainAsync(lane);
        platform.Seen.Count.ShouldBe(1);
        filings.Time.Advance(TimeSpan.FromSeconds(14));
        await TestFilings.DrainAsync(lane);
        platform.Seen.Count.ShouldBe(3);
        filings.Filings.ShouldAllBe(filing => filing.State == FilingStates.Sent);
    }

    [Fact]
    public async Task Where_the_answer_was_lost_the_platforms_list_is_searched_before_anything_is_sent_again()
    {
        // A plain server that knows no idempotency key: it takes the case, and its answer gets lost.
        string? taken = null;
        await using var platform = await ScriptedPlatform.StartAsync((seen, context) =>
        {
            if (seen.Method == "POST")
            {
                taken = seen.Form["description"];
                context.Abort();
                return Task.CompletedTask;
            }

            return context.Response.WriteAsJsonAsync(new[] { new { service_request_id = "12", description = "another" }, new { service_request_id = "13", description = taken! } });
        });
        using var filings = Start(platform);
        var id = await filings.FileAsync();
        var lane = filings.Lane();
        await TestFilings.DrainAsync(lane);
        (filings.Filings[0].State, filings.Filings[0].MayHaveArrived).ShouldBe((FilingStates.Waiting, true));
        filings.Time.Advance(TimeSpan.FromMinutes(1));
        await TestFilings.DrainAsync(lane);

        filings.Case(id).References.ShouldHaveSingleItem().Reference.ShouldBe("13");
        platform.Seen.Select(seen => seen.Method).ShouldBe(["POST", "GET"]);
        platform.Seen[1].Query.ShouldStartWith("?service_code=06042&start_date=2026-03-02T07%3A");
    }

    [Fact]
    public async Task A_slow_platform_is_given_up_in_time_and_gets_the_same_key_again()
    {
        var posts = 0;
        await using var platform = await ScriptedPlatform.StartAsync(async (seen, context) =>
        {
            if (seen.Method == "GET")
                await context.Response.WriteAsync("[]");
            else if (++posts == 1)
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            else
                await context.Response.WriteAsync(Made);
        });
        using var filings = Start(platform, options => options with { Timeout = TimeSpan.FromSeconds(1) });
        await filings.FileAsync();
        var lane = filings.Lane();
        await TestFilings.DrainAsync(lane);
        filings.Filings[0].Answer.ShouldBe("no answer within 1 s");
        filings.Time.Advance(TimeSpan.FromMinutes(1));
        await TestFilings.DrainAsync(lane);
        filings.Filings[0].State.ShouldBe(FilingStates.Sent);
        platform.Seen.Where(seen => seen.Method == "POST").Select(seen => seen.Headers["Idempotency-Key"]).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_bridge_that_is_killed_between_sending_and_marking_leaves_one_request_under_one_key()
    {
        var taken = new Dictionary<string, int>();
        await using var platform = await ScriptedPlatform.StartAsync((seen, context) =>
        {
            if (seen.Method == "GET")
            {
                // This platform lists nothing: only the key tells.
                context.Response.StatusCode = 404;
                return Task.CompletedTask;
            }

            var key = seen.Headers["Idempotency-Key"];
            taken.TryAdd(key, 4711 + taken.Count);
            return context.Response.WriteAsync($$"""[{ "service_request_id": {{taken[key]}} }]""");
        });
        using var filings = Start(platform);
        var id = await filings.FileAsync();
        using var filer = new Open311Filer(filings.Bridge.Filers[0]);
        await Should.ThrowAsync<KilledException>(() => filings.Lane(new KilledAfterSending(filer)).SendNextAsync(CancellationToken.None));
        filings.Filings[0].State.ShouldBe(FilingStates.Waiting);

        // Another bridge, or the same one started again, once the lease has run out.
        filings.Time.Advance(FilerLane.LeaseOf(filings.Bridge.Filers[0]) + TimeSpan.FromSeconds(1));
        await TestFilings.DrainAsync(filings.Lane(filer));
        filings.Case(id).References.ShouldHaveSingleItem().Reference.ShouldBe("4711");
        taken.ShouldHaveSingleItem();
        platform.Seen.Where(seen => seen.Method == "POST").Select(seen => seen.Body).Distinct().ShouldHaveSingleItem();
        platform.Seen.Count(seen => seen.Method == "POST").ShouldBe(2);
    }

    [Fact]
    public async Task A_case_without_a_service_code_is_left_to_a_person_with_the_remedy()
    {
        await using var platform = await ScriptedPlatform.StartAsync((200, Made));
        using var filings = new TestFilings(null, Options($"{platform.Url}/v2") with { Services = [] });
        await filings.FileAsync();
        await TestFilings.DrainAsync(filings.Lane());
        filings.Filings[0].Answer.ShouldBe("'bin-overflow' has no service code: list it under services, or give the bridge a city profile with a class for it");
        platform.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task Status_is_asked_for_many_at_once_and_what_the_platform_does_not_show_is_left_out()
    {
        await using var platform = await ScriptedPlatform.StartAsync(
            (200, """[{ "service_request_id": 1, "status": "open" }, { "service_request_id": 2, "status": "CLOSED", "status_notes": "swept", "agency_responsible": "sanitation", "updated_datetime": "2026-03-02T17:00:00+08:00" }]"""),
            (404, "[]"), (500, "boom"));
        using var filer = new Open311Filer(Options($"{platform.Url}/v2"));
        var answer = await filer.AskAsync(["1", "2", "3"], CancellationToken.None);
        answer.Requests.ShouldBe([
            new RequestStatus("1", true, null, null, null),
            new RequestStatus("2", false, "swept", "sanitation", new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)),
        ]);
        platform.Seen[0].Query.ShouldBe("?service_request_id=1%2C2%2C3");
        (await filer.AskAsync(["7"], CancellationToken.None)).ShouldSatisfyAllConditions(none => none.Requests.ShouldBeEmpty(), none => none.Trouble.ShouldBeNull());
        platform.Seen[1].Path.ShouldBe("/v2/requests/7.json");
        (await filer.AskAsync(["7"], CancellationToken.None)).Trouble.ShouldBe("HTTP 500: boom");
    }

    private static FilerOptions Options(string url) => new()
    {
        Name = "platform", Kind = "open311", Url = url, RetryDelay = TimeSpan.FromSeconds(10), Services = [new ServiceCodeOptions { Problem = Problems.BinOverflow, Code = "06042" }],
    };

    private static TestFilings Start(ScriptedPlatform platform, Func<FilerOptions, FilerOptions>? change = null) => new(null, (change ?? (options => options))(Options($"{platform.Url}/v2")));

    /// <summary>As a power cut between sending and marking.</summary>
    private sealed class KilledAfterSending(ICaseFiler filer) : ICaseFiler
    {
        public async Task<FilingAnswer> SendAsync(CaseBridge.Filing.Filing filing, CancellationToken stop)
        {
            await filer.SendAsync(filing, stop);
            throw new KilledException();
        }
    }

    private sealed class KilledException : Exception;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
