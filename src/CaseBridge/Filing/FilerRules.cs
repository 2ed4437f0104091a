using EdgeWatch.CaseBridge.Catalogue;

namespace EdgeWatch.CaseBridge.Filing;

/// <summary>One mistake in the options of a destination.</summary>
/// <param name="Key">The key within the destination.</param>
/// <param name="Value">What stands there; null where it is missing.</param>
/// <param name="Remedy">What to write instead, as one sentence.</param>
internal sealed record FilerProblem(string Key, string? Value, string Remedy);

/// <summary>What no single key of a destination can tell.</summary>
internal static class FilerRules
{
    /// <summary>Fewer could be guessed.</summary>
    public const int ShortestSecret = 16;

    public static IEnumerable<FilerProblem> Check(FilerOptions filer)
    {
        if (filer.Kind.Length > 0 && !KnownFilers.Knows(filer.Kind))
            yield return new FilerProblem("kind", filer.Kind, $"write one of {string.Join(", ", KnownFilers.Names)}");
        foreach (var (problem, index) in filer.Problems.Select((problem, index) => (problem, index)).Where(pair => !ProblemCatalogue.Knows(pair.problem)))
            yield return new FilerProblem($"problems[{index}]", problem, $"write one of {string.Join(", ", ProblemCatalogue.All.Select(known => known.Name))}");
        if (filer.Timeout < TimeSpan.FromSeconds(1) || filer.Timeout > TimeSpan.FromMinutes(5))
            yield return new FilerProblem("timeout", $"{filer.Timeout}", "write 1s to 5m");
        if (filer.RetryDelay < TimeSpan.FromMilliseconds(100) || filer.RetryDelay > filer.RetryLimit)
            yield return new FilerProblem("retryDelay", $"{filer.RetryDelay}", "write at least 100ms, and no more than retryLimit");
        if (filer.GiveUpAfter < filer.RetryLimit)
            yield return new FilerProblem("giveUpAfter", $"{filer.GiveUpAfter}", "write at least retryLimit: it would be given up before it is tried again");
        if (KnownFilers.Knows(filer.Kind))
        {
            foreach (var problem in KnownFilers.Of(filer.Kind).Check(filer))
                yield return problem;
        }
    }

    /// <summary>For the kinds that need an address.</summary>
    public static IEnumerable<FilerProblem> CheckUrl(FilerOptions filer)
    {
        if (!Uri.TryCreate(filer.Url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Query.Length > 0)
            yield return new FilerProblem("url", filer.Url, "write the address, such as https://city.example/open311/v2, without a query");
        else if (address.UserInfo.Length > 0)
            yield return new FilerProblem("url", "(with a password)", "leave user and password out of the address: logs would show them");
    }
}
