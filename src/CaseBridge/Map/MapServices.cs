using Microsoft.Extensions.DependencyInjection;

namespace EdgeWatch.CaseBridge.Map;

/// <summary>The map's part of a bridge.</summary>
internal static class MapServices
{
    public static void AddCaseMap(this IServiceCollection services)
    {
        services.AddSingleton<MapOverview>();
        services.AddSingleton<CaseMap>();
        services.AddHostedService(provider => provider.GetRequiredService<MapOverview>());
    }
}
