using System.Text.Json;
using EdgeWatch.Contracts;

namespace EdgeWatch.Contracts.Tests;

public sealed class AbsentFieldTests
{
    [Fact]
    public void A_list_that_an_older_agent_leaves_out_is_empty_and_never_null()
    {
        var status = JsonSerializer.Deserialize("""{ "agent": "a", "online": true, "version": "0.1", "at": "2026-03-02T08:00:00Z" }""", ContractsJson.Default.AgentStatus)!;
        status.Cameras.ShouldBeEmpty();
        status.Models.ShouldBeEmpty();

        JsonSerializer.Deserialize("{}", ContractsJson.Default.Acknowledgement)!.Committed.ShouldBeEmpty();
        JsonSerializer.Deserialize("""{ "revision": 1 }""", ContractsJson.Default.DesiredSettings)!.Cameras.ShouldBeEmpty();
        var zone = JsonSerializer.Deserialize("""{ "id": "z", "polygon": [] }""", ContractsJson.Default.ZoneSettings)!;
        zone.Rules.ShouldBeEmpty();
    }
}
