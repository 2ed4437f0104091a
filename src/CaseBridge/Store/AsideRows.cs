using System.Security.Cryptography;
using System.Text;
using EdgeWatch.CaseBridge.Intake;

namespace EdgeWatch.CaseBridge.Store;

/// <summary>Messages that could not be taken. Bounded; a repeat of the same bytes only counts up.</summary>
internal static class AsideRows
{
    /// <summary>Most rows; the oldest go first.</summary>
    public const int MostRows = 10_000;

    /// <summary>Characters kept of a message, enough to see what it was.</summary>
    private const int MostCharacters = 8 * 1024;

    public static Outcome SetAside(this StoreTransaction transaction, MalformedMessage message)
    {
        var waiting = message.Waiting;
        transaction.Execute(
            """
            INSERT INTO aside (number, id, digest, at, topic, reason, bytes, content, times)
            VALUES ((SELECT COALESCE(MAX(number), 0) + 1 FROM aside), @Id, @Digest, @At, @Topic, @Reason, @Bytes, @Content, 1)
            ON CONFLICT (digest) DO UPDATE SET times = aside.times + 1, at = excluded.at, reason = excluded.reason
            """,
            new
            {
                Id = Guid.CreateVersion7(waiting.ReceivedAt).ToString("D"),
                Digest = Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(waiting.Topic), 0, .. waiting.Payload])),
                At = waiting.ReceivedAt.ToStore(),
                waiting.Topic,
                message.Reason,
                Bytes = waiting.Payload.LongLength,
                Content = Readable(waiting.Payload),
            });
        transaction.Execute("DELETE FROM aside WHERE number <= (SELECT MAX(number) FROM aside) - @MostRows", new { MostRows });
        return new Outcome(message, OutcomeKind.Refused, message.Reason);
    }

    // PostgreSQL takes no zero character in a text.
    private static string Readable(byte[] payload)
    {
        var text = Encoding.UTF8.GetString(payload.AsSpan(0, Math.Min(payload.Length, MostCharacters)));
        return text.Replace('\0', '\uFFFD');
    }
}
