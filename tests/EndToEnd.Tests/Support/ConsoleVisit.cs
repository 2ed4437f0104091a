using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace EdgeWatch.EndToEnd.Tests.Support;

/// <summary>One person's visit to the console, and what the browser asked for and complained of meanwhile.</summary>
public sealed class ConsoleVisit : IAsyncDisposable
{
    /// <summary>Where pictures of the pages go; unset: nowhere. docs/images/review.png was made so.</summary>
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("EDGEWATCH_SCREENSHOTS");

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentQueue<string> _complaints = new();

    internal ConsoleVisit(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Request += (_, request) => _requests.Enqueue(request.Url);
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _complaints.Enqueue(message.Text);
        };
    }

    public IPage Page { get; }

    /// <summary>Every address that the page asked for, but for pictures that it made itself.</summary>
    public IReadOnlyList<string> Requests => [.. _requests.Where(url => !url.StartsWith("blob:", StringComparison.Ordinal) && !url.StartsWith("data:", StringComparison.Ordinal))];

    /// <summary>Errors and warnings of the browser: exceptions, refused content, failed requests.</summary>
    public IReadOnlyList<string> Complaints => [.. _complaints];

    public async Task PictureAsync(string name)
    {
        if (Pictures is not null)
            await Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, name + ".png") });
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
