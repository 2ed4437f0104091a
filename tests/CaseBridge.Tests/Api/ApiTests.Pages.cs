using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.Contracts;
using EdgeWatch.Mqtt;
using Microsoft.AspNetCore.Builder;

namespace EdgeWatch.CaseBridge.Tests.Api;

/// <summary>What the bridge serves to browsers, and to whom.</summary>
public sealed partial class ApiTests
{
    [Fact]
    public async Task The_console_is_one_page_for_its_own_addresses_and_runs_only_what_the_bridge_serves()
    {
        foreach (var address in (string[])["/", "/cases/12", "/cameras/street-1/crossing"])
        {
            var page = await _http.GetAsync(address);
            (await page.Content.ReadAsStringAsync()).ShouldContain("<title>console</title>");
            page.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'self';");
            page.Headers.CacheControl!.ToString().ShouldBe("no-cache");
        }

        (await _http.GetAsync("/assets/main-1a2b.js")).Headers.CacheControl!.ToString().ShouldContain("immutable");
        (await _http.GetAsync("/assets/missing.js")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await ProblemAsync(HttpStatusCode.NotFound, _http.GetAsync("/api/unheard-of"), "GET /api/unheard-of is not taken as it is");
        await ProblemAsync(HttpStatusCode.MethodNotAllowed, _http.DeleteAsync("/api/cases"), "DELETE /api/cases is not taken as it is");
    }

    [Fact]
    public async Task Another_host_name_is_not_answered()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/cases") { Headers = { Host = "evil.example" } };
        (await _http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
