using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EdgeWatch.CaseBridge.Cities;
using EdgeWatch.CaseBridge.Options;
using EdgeWatch.CaseBridge.Reports.Api;
using EdgeWatch.Contracts;
using Microsoft.AspNetCore.Builder;

namespace EdgeWatch.CaseBridge.Tests.Reports;

/// <summary>Reports over HTTP, on the real store, with the real counter.</summary>
public sealed class ReportsApiTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly RecordingMqtt _mqtt = new();
    private WebApplication _app = null!;
    private HttpClient _http = null!;
    private string _today = "";

    public async Task InitializeAsync()
    {
        var locality = new Locality(new City(ReportBench.Options), null);
        _today = $"{locality.City!.Calendar.DayOf(TimeProvider.System.GetUtcNow()):yyyy-MM-dd}";
        _app = BridgeHost.Build(new BridgeOptions { Listen = "http://127.0.0.1:0", Data = _folder.File("data") }, _ => _mqtt, TimeProvider.System, console: _folder.FullPath, locality: locality);
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_verdict_is_in_the_very_next_report()
    {
        var id = await PublishAsync("gate");
        (await FigureAsync("filing-rate")).GetProperty("value").GetDouble().ShouldBe(0);
        await _http.PostAsJsonAsync($"/api/cases/{id}/verdicts", new { kind = "confirm", actor = "li" });

        var figure = await FigureAsync("filing-rate");

        (figure.GetProperty("numerator").GetInt64(), figure.GetProperty("denominator").GetInt64(), figure.GetProperty("value").GetDouble()).ShouldBe((1, 1, 1));
        var handling = await FigureAsync("rework-rate");
        handling.TryGetProperty("value", out _).ShouldBeFalse();
        handling.GetProperty("notMeasurable").GetProperty("zh").GetString().ShouldStartWith("尚无任何处置反馈");
        var report = await GetAsync("/api/reports/indices");
        report.GetProperty("state").GetProperty("waiting").GetInt64().ShouldBe(0);
        report.GetProperty("definitions")[0].GetProperty("formula").GetProperty("zh").GetString().ShouldBe("立案数 / 受理数");
        report.GetProperty("rows").EnumerateArray().ShouldHaveSingleItem().GetProperty("key").GetProperty("day").GetString().ShouldBe(_today);
    }

    [Theory]
    [InlineData("2026-11-22T15:59:59Z", "2026-11-22")]
    [InlineData("2026-11-22T16:00:00Z", "2026-11-23")]
    public async Task Today_is_the_day_of_the_city_at_UTC_8_and_begins_at_its_midnight(string now, string day)
    {
        var locality = new Locality(new City(ReportBench.Options), null);
        await using var app = BridgeHost.Build(
            new BridgeOptions { Listen = "http://127.0.0.1:0", Data = _folder.File("midnight") }, _ => new RecordingMqtt(), new ManualTime(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)),
            console: _folder.FullPath, locality: locality);
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        (await http.GetFromJsonAsync<JsonElement>("/api/reports/today")).GetProperty("day").GetString().ShouldBe(day);
    }

    [Fact]
    public async Task A_sheet_opens_in_Excel_and_a_name_that_is_a_formula_does_not_run()
    {
        await PublishAsync("gate");

        var response = await _http.GetAsync("/api/reports/patrol?by=day,class,camera&format=csv&lang=zh");

        response.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        response.Content.Headers.ContentDisposition!.FileName.ShouldBe($"edgewatch-patrol-{_today.Replace("-", "")}-{_today.Replace("-", "")}.csv");
        var bytes = await response.Content.ReadAsByteArrayAsync();
        bytes.AsSpan().StartsWith<byte>([0xEF, 0xBB, 0xBF]).ShouldBeTrue();
        var lines = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').Split("\r\n");
        lines[0].ShouldBe("日期,类别,摄像机,分析视频路数,检出数,符合立案标准数,识别准确率,改类立案数,不符合数,待核实数,新开案件数,并入已有案件数,静默数");
        lines[1].ShouldBe($"{_today},垃圾箱满溢,street-1/gate,0,1,0,0.00%,0,0,1,1,0,0");
        lines[2].ShouldStartWith("合计,,,");
    }

    [Theory]
    [InlineData("北街 3", "北街 3")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"so\"", "\"say \"\"so\"\"\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData(" =1", "' =1")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"")]
    [InlineData("a\r\n=1", "\"a\r\n=1\"")]
    [InlineData("", "")]
    public void A_cell_is_quoted_as_CSV_asks_and_never_a_formula(string value, string cell) => CsvText.Cell(value).ShouldBe(cell);

    [Fact]
    public async Task A_page_to_print_asks_for_nothing_but_its_own_style_and_runs_nothing()
    {
        await PublishAsync("gate");

        var response = await _http.GetAsync("/api/reports/print?lang=zh");

        response.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        var html = await response.Content.ReadAsStringAsync();
        html.ShouldContain("<html lang=\"zh-CN\">");
        html.ShouldContain("云湾市东港区（示例） 城市管理智能发现报表");
        html.ShouldContain("垃圾箱满溢");
        html.ShouldContain("不可测：");
        html.ShouldNotContain("http");
        html.ShouldNotContain("<script");
        html.ShouldNotContain("style=");
        html.ShouldContain("href=\"/api/reports/print.css\"");
        (await _http.GetAsync("/api/reports/print.css")).Content.Headers.ContentType!.MediaType.ShouldBe("text/css");
        (await _http.GetStringAsync("/api/reports/print?lang=en&report=coverage")).ShouldContain("Coverage, from the zero reports");
    }

    [Theory]
    [InlineData("indices?from=yesterday", "from 'yesterday' is no day")]
    [InlineData("indices?from=2026-11-03&to=2026-11-02", "is no range of 1 to 366 days")]
    [InlineData("indices?from=2024-01-01&to=2026-01-01", "is no range of 1 to 366 days")]
    [InlineData("patrol?by=colour", "by 'colour' is none of day, street")]
    [InlineData("patrol?by=day,day", "names one twice")]
    [InlineData("patrol?format=xlsx", "format 'xlsx' is none of json and csv")]
    [InlineData("coverage?by=class", "Looks are told apart by day, street, grid, duty-grid, agent, camera alone")]
    [InlineData("print?report=all", "report 'all' is none of")]
    [InlineData("print?lang=de", "lang 'de' is none of zh and en")]
    public async Task What_is_asked_wrongly_is_told_with_the_remedy(string query, string detail)
    {
        var response = await _http.GetAsync($"/api/reports/{query}");
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()).GetProperty("detail").GetString()!.ShouldContain(detail);
    }

    [Fact]
    public async Task The_list_of_zero_reports_stays_where_it_was()
    {
        var report = new ZeroReport { Id = Guid.CreateVersion7(), Agent = "street-1", From = TimeProvider.System.GetUtcNow().AddHours(-1), To = TimeProvider.System.GetUtcNow(), Cameras = 1, CamerasSeen = 1, LooksDue = 10, LooksMade = 9 };
        await _mqtt.DeliverAsync(Topics.Report("street-1"), JsonSerializer.SerializeToUtf8Bytes(report, ContractsJson.Default.ZeroReport));
        await Eventually.TrueAsync(() => _mqtt.Committed.Contains(report.Id), "the report is acknowledged");
        (await GetAsync("/api/reports?limit=5")).EnumerateArray().ShouldHaveSingleItem().GetProperty("looksMade").GetInt64().ShouldBe(9);
    }

    private async Task<JsonElement> FigureAsync(string index) =>
        (await GetAsync("/api/reports/indices")).GetProperty("total").GetProperty("figures").EnumerateArray().Single(figure => figure.GetProperty("id").GetString() == index);

    private async Task<Guid> PublishAsync(string camera)
    {
        var candidate = new CandidateFactory(start: TimeProvider.System.GetUtcNow()).Opened(camera);
        await _mqtt.DeliverAsync(Topics.Events("street-1"), CandidateFactory.Json(candidate));
        await Eventually.TrueAsync(() => _mqtt.Committed.Contains(candidate.Id), "the candidate is acknowledged");
        return (await GetAsync("/api/cases")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetGuid();
    }

    private async Task<JsonElement> GetAsync(string address) => JsonSerializer.Deserialize<JsonElement>(await _http.GetStringAsync(address));
}
